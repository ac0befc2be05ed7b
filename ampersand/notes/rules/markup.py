"""Whose words: a line that begins with a name and a colon is that person's; "Both:" is everyone's.

Source: docs/explanation/notes.md, "Whose words". One line is one statement. A name and a colon in the middle of a line
begin the next statement, so that nothing said by another hides behind the first name. A line without a name is the
writer's own. A name that two people share is attributed to nobody alone. Where somebody tells what another said ("Ben
and his mother: ..."), the words stay theirs, and are left out of their part until a person has looked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

EVERYONE = ("both", "all", "everyone", "together")
_BETWEEN = r"(?:\s*[,&+/]\s*|\s+and\s+)"
_AFTER = r"\s*(?:\([^():]{0,60}\)\s*)?[:：]"


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands in one line: whose words (nobody's: the writer's own), the words, whom else they name or quote."""

    whose: frozenset[UUID]
    text: str
    joint: bool = False
    names: frozenset[UUID] = frozenset()
    quotes: frozenset[UUID] = frozenset()

    @property
    def is_marked(self) -> bool:
        """Whether it is said whose words they are."""
        return self.joint or bool(self.whose)

    def is_of(self, person: UUID) -> bool:
        """Whether these are this person's words, or everyone's, and tell nothing that anybody else said."""
        return (self.joint or self.whose == frozenset({person})) and self.quotes <= {person}


def statements(text: str, people: Mapping[UUID, str]) -> list[Statement]:
    """Every line of a text by whose words they are; `people` are the members of the case by name."""
    marks = _Marks(people)
    return [one for line in text.splitlines() for one in marks.read(line) if one.text]


def own_part(text: str, people: Mapping[UUID, str], person: UUID) -> list[Statement]:
    """Only what is this person's own, or everyone's; everything else is left out."""
    return [one for one in statements(text, people) if one.is_of(person)]


def to_look_at(text: str, people: Mapping[UUID, str], person: UUID) -> list[Statement]:
    """What a person must look at before any of it is given out: the writer's own lines, and what tells of others."""
    found = statements(text, people)
    return [one for one in found if not one.is_of(person) and (not one.is_marked or one.joint or one.whose == {person})]


class _Marks:
    """The names of the members as they may be typed: in full, the first name, or its letter at the start of a line."""

    def __init__(self, people: Mapping[UUID, str]) -> None:
        self.everyone = frozenset(people)
        self.by_name: dict[str, set[UUID]] = {}
        letters: dict[str, set[UUID]] = {}
        for person, name in people.items():
            full = " ".join(_folded(name)[0].split())
            for typed in {full, *full.split(" ")[:1]} - {""}:
                self.by_name.setdefault(typed, set()).add(person)
            letters.setdefault(full[:1], set()).add(person)
        self.by_letter = {letter: who for letter, who in letters.items() if letter.isalpha() and len(who) == 1}
        said = "|".join(rf"{re.escape(name)}" for name in sorted((*self.by_name, *EVERYONE), key=len, reverse=True))
        self.mark = re.compile(
            rf"(?<!\w)(?P<who>(?:{said})(?:{_BETWEEN}(?:{said}))*)(?!\w){_AFTER}".replace(r"\ ", r"\s+")
        )
        self.any_name = "|".join(map(re.escape, self.by_name)) or "(?!)"
        self.name = re.compile(rf"(?<!\w)(?:{self.any_name})(?!\w)")
        self.quote = re.compile(rf"(?<!\w)(?P<who>{self.any_name})(?!\w)[^.!?;:：]{{0,80}}[:：]")
        self.letter = re.compile(r"\W*(?P<who>\w)\s*[:：]")

    def read(self, line: str) -> Iterable[Statement]:
        """The statements of one line."""
        line = "".join(c for c in unicodedata.normalize("NFC", line) if unicodedata.category(c) != "Cf")
        folded, at = _folded(line)
        found = [(m.start(), m.end(), self._who(m["who"])) for m in self.mark.finditer(folded)]
        first = self.letter.match(folded)
        if first and first["who"] in self.by_letter and not (found and found[0][0] < first.end()):
            found.insert(0, (0, first.end(), frozenset(self.by_letter[first["who"]])))
        yield self._said(line[: at[found[0][0]] if found else None], frozenset())
        for place, (_, end, whose) in enumerate(found):
            until = at[found[place + 1][0]] if place + 1 < len(found) else None
            yield self._said(line[at[end] : until], whose)

    def _said(self, text: str, whose: frozenset[UUID] | None) -> Statement:
        text = " ".join(text.split()).strip(" -–—*•")
        folded = _folded(text)[0]
        named = frozenset(who for m in self.name.finditer(folded) for who in self.by_name.get(m[0], ()))
        quoted = frozenset(who for m in self.quote.finditer(folded) for who in self.by_name.get(m["who"], ()))
        joint = whose is None
        return Statement(whose or frozenset(), text, joint, named - (whose or frozenset()), quoted)

    def _who(self, typed: str) -> frozenset[UUID] | None:
        """Whose mark it is; None: everyone's."""
        parts = [" ".join(part.split()) for part in re.split(_BETWEEN, typed)]
        if any(part in EVERYONE for part in parts):
            return None
        whose = frozenset(who for part in parts for who in self.by_name.get(part, ()))
        return None if whose == self.everyone and len(parts) >= len(self.everyone) > 1 else whose


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without accents and in small letters, and where in it each letter stood; one more for the end."""
    letters, at = [], []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if unicodedata.category(part) != "Mn":
                letters.append(part)
                at.append(place)
    return "".join(letters), [*at, len(text)]
