"""Looking for words in what was written: every wanted word must stand there, whatever its capitals and accents."""

import unicodedata

AROUND = 60  # letters before and after the first word that is found


def wanted(text: str) -> tuple[str, ...]:
    """The words to look for, at most eight."""
    return tuple(dict.fromkeys(folded(text).split()))[:8]


def fits(text: str, words: tuple[str, ...]) -> bool:
    """Whether every word stands in the text; no words fit nothing."""
    told = folded(text)
    return bool(words) and all(word in told for word in words)


def snippet(text: str, words: tuple[str, ...]) -> str:
    """A line of the text around the first word that is found, in one line."""
    line = " ".join(text.split())
    places = [at for word in words if (at := folded(line).find(word)) >= 0]
    at = min(places, default=0)
    first, last = max(0, at - AROUND), at + AROUND
    return ("…" if first else "") + line[first:last].strip() + ("…" if last < len(line) else "")


def folded(text: str) -> str:
    """Small letters without accents, one for each letter of the text as far as possible."""
    return "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text))


def _plain(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
