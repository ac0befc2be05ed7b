"""A signed note as plain values: its parts, the facts that stood beside it, and how they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a note."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact from elsewhere, in words; about one person, or about all."""

    text: str
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """The facts of one kind as they stood beside a note."""

    key: str
    title: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What a note says: its parts, and the facts as they were when it was signed."""

    template: str
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...] = ()

    @property
    def said(self) -> tuple[Part, ...]:
        """The parts in which anything is written."""
        return tuple(part for part in self.parts if part.text.strip())


def to_data(record: Record) -> dict[str, Any]:
    """Plain data, for sealing."""
    facts = [
        [one.key, one.title, [[line.text, str(line.about) if line.about else ""] for line in one.lines]]
        for one in record.facts
    ]
    return {
        "template": record.template,
        "parts": [[one.key, one.title, one.text] for one in record.parts],
        "facts": facts,
    }


def from_data(data: Mapping[str, Any]) -> Record:
    """The record that `to_data` wrote."""
    facts = tuple(
        Fact(key, title, tuple(FactLine(text, UUID(about) if about else None) for text, about in lines))
        for key, title, lines in data["facts"]
    )
    return Record(data["template"], tuple(Part(*one) for one in data["parts"]), facts)
