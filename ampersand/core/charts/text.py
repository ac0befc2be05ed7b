"""How wide words are, without a browser: enough to keep labels apart."""

from unicodedata import category, east_asian_width

SIZE = 14
LINE = 18
ELLIPSIS = "…"

# Hundredths of the type size at weight 600 in Figtree; the margin below covers the stand-in fonts.
_WIDTHS = {" ',.l": 25, ":;I`ij|": 30, '![]"()frt{}': 38, "1-/\\_*sz": 48, "?JLackvx": 54}
_WIDTHS |= {"235679$EFPT^bdehnoquy": 60, "048#+<=>BKRSYZgp~": 64, "&DXACUV": 73, "GHNOQ%w": 83, "Mm@W": 99}
_MARGIN = 1.05


class _Letters(dict[str, int]):
    """Widths of letters; one that is not listed is taken by its kind, rather too wide than too narrow."""

    def __missing__(self, letter: str) -> int:
        if category(letter) in ("Mn", "Me", "Cf"):
            return 0
        return 104 if east_asian_width(letter) in ("W", "F") else 80


_EACH = _Letters({letter: width for letters, width in _WIDTHS.items() for letter in letters})


def width(text: str, size: float = SIZE) -> float:
    """The room a line of text needs, in drawing units, a little generous."""
    return sum(map(_EACH.__getitem__, text)) * size * _MARGIN / 100


def shorten(text: str, room: float) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    text = " ".join(text.split())
    if width(text) <= room:
        return text
    while text and (width(text + ELLIPSIS) > room or category(text[-1]) in ("Mn", "Me", "Cf", "Zs")):
        text = text[:-1]
    return text + ELLIPSIS


def wrap(text: str, room: float) -> tuple[str, ...]:
    """The words laid into as few lines as the room allows; a word wider than the room is shortened."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(shorten(word, room))
    return tuple(lines)
