"""Whether a text sounds like danger: whether it holds one of a few phrases, word by word. Nothing more is claimed.

Source: content/conversations/danger/, whose README says what the list is and is not.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from ampersand.core.reading import Document, Node, opened, parsed

MEANINGS = ("self", "hurt", "others")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def load(file: Path) -> tuple[str, ...]:
    """The phrases of one file; raises ContentError with the place of what is wrong."""
    document = opened(file)
    node = Node(document, parsed(document))
    found: list[str] = []
    for one in node.tables("phrase"):
        one.choice("means", MEANINGS)
        found += [_checked(one, document, words) for words in one.texts("words")]
        one.done()
    node.done()
    return tuple(found)


def sounds(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text, as whole words, whatever its capitals and signs."""
    told = f" {plain(text)} "
    return any(f" {phrase} " in told for phrase in phrases)


def plain(text: str) -> str:
    """The words of a text in small letters with one space between them; "don’t" and "don't" are one word."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'").replace("ʼ", "'")))


def _checked(node: Node, document: Document, words: str) -> str:
    if plain(words) != words or (" " not in words and len(words) < 7):
        raise node.error("words", f"must be words in small letters, two or one long one; is {words!r}")
    return words
