"""The few SVG elements our charts are made of, as text; every word is escaped here and nowhere else."""

from collections.abc import Iterable
from html import escape

from ampersand.core.charts.model import Svg
from ampersand.core.charts.text import LINE

# Diamond, triangle, hexagon and cross, in half widths from the middle.
CORNERS: dict[int, tuple[tuple[float, float], ...]] = {
    3: ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    4: ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
    5: ((-0.6, -1.05), (0.6, -1.05), (1.2, 0), (0.6, 1.05), (-0.6, 1.05), (-1.2, 0)),
    6: (
        *((-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4)),
        *((0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)),
    ),
}
KEPT = "\u2068\u2069\u200d"


def number(value: float) -> str:
    """A coordinate to one decimal, without needless zeros."""
    return f"{value:.1f}".removesuffix(".0")


def words(text: str) -> str:
    """Text made safe for SVG: escaped, and without control characters, which XML forbids."""
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isprintable() or letter in KEPT)
    return escape(text)


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


def label(text: str, x: float, y: float, *, anchor: str = "", strong: bool = False, halo: bool = False) -> str:
    """A line of text on its baseline; a halo of paper keeps it readable where a line must pass behind it."""
    marks = ' class="strong"' if strong else ""
    marks += f' text-anchor="{anchor}"' if anchor else ""
    if halo:
        marks += ' stroke="var(--paper)" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return f'<text{marks} x="{number(x)}" y="{number(y)}">{words(text)}</text>'


def labels(lines: Iterable[str], x: float, y: float, *, halo: bool = False) -> str:
    """Several lines of text under each other, the first on the given baseline."""
    return "".join(label(text, x, y + LINE * row, halo=halo) for row, text in enumerate(lines))


def band(hand: int, left: float, top: float, right: float, bottom: float) -> str:
    """A soft wash with faint edges in the person's own dash, so that it is seen without colour too."""
    x, y, end, low = number(left), number(top), number(right), number(bottom)
    return group(
        hand,
        f'<rect class="band" x="{x}" y="{y}" width="{number(right - left)}" height="{number(bottom - top)}"/>',
        f'<path fill="none" stroke="var(--hand)" stroke-opacity="0.4" stroke-dasharray="var(--dash)"'
        f' d="M{x} {y}H{end}M{x} {low}H{end}"/>',
    )


def path(points: Iterable[tuple[float, float]]) -> str:
    """An unbroken line through the points."""
    steps = "L".join([f"{x:.1f} {y:.1f}" for x, y in points])
    return f'<path class="line" d="M{steps}"/>'


def shape(hand: int) -> int:
    """The drawn hand, 1 to 6: a seventh member shares the first one's shape."""
    return (hand - 1) % 6 + 1


def mark(hand: int, x: float, y: float, size: float, *, ring: bool = False) -> str:
    """A person's shape; as an open ring where it stands behind another's."""
    kind = "open" if ring else "dot"
    if hand == 1:
        return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{size:g}"/>'
    if hand == 2:
        side = number(size * 1.8)
        return (
            f'<rect class="{kind}" x="{number(x - size * 0.9)}" y="{number(y - size * 0.9)}"'
            f' width="{side}" height="{side}" rx="1"/>'
        )
    outline = "L".join(f"{number(x + size * right)} {number(y + size * down)}" for right, down in CORNERS[hand])
    return f'<path class="{kind}" d="M{outline}Z"/>'


def group(hand: int, *parts: str) -> str:
    """Parts that belong to one person: their colour and dash follow from the hand."""
    return f'<g data-hand="{hand}">{"".join(parts)}</g>'


def picture(kind: str, width: float, height: float, sentence: str, *parts: str) -> Svg:
    """The whole drawing, named for those who cannot see it; time runs left to right in every language."""
    said = words(sentence)
    return Svg(
        f'<svg class="{kind}" viewBox="0 0 {number(width)} {number(height)}" role="img" direction="ltr"'
        f' aria-label="{said}"><title>{said}</title>{"".join(parts)}</svg>'
    )
