"""Which measures are asked when, by the kind of work: from content files, and what is still to be planned for a case.

Files: content/pathways/<kind>.toml; their README says what each key means. Every row names its source and certainty.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ampersand.core.reading import ContentError, Node, opened, parsed

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "pathways"
KINDS = ("individual", "couple", "family")
WHOM = ("everyone", "partner", "parent", "child", "other")
TIMES = ("start", "every", "end", "booster")
CERTAINTY = ("H", "M", "K", "D")
MOST_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a pathway: for whom, at which times, every how many weeks and after how many, and why."""

    instrument: str
    whom: tuple[str, ...]
    at: tuple[str, ...]
    every_weeks: int
    after_weeks: int
    why: str
    source: str
    certainty: str

    def is_for(self, family_role: str) -> bool:
        """Whether somebody in this place of the case (partner, parent, child, other, or none) is asked."""
        return "everyone" in self.whom or family_role in self.whom


@dataclass(frozen=True, slots=True)
class Pathway:
    """How one kind of work usually runs: its length in meetings, and its measures."""

    kind: str
    meetings: int
    least: int
    most: int
    every_weeks: int
    source: str
    certainty: str
    measures: tuple[Measure, ...]

    def at(self, time: str) -> tuple[Measure, ...]:
        """The measures that are asked at a time: start, every, end or booster."""
        return tuple(one for one in self.measures if time in one.at)


@dataclass(frozen=True, slots=True)
class ToPlan[P: Hashable]:
    """One measure that is still to be planned for somebody; every 0 weeks: once, at the start."""

    person: P
    instrument: str
    every_weeks: int
    after_weeks: int


def to_plan[P: Hashable](
    pathway: Pathway, members: Sequence[tuple[P, str]], running: Collection[tuple[P, str]]
) -> list[ToPlan[P]]:
    """What the pathway asks of these members (with their place in the case) and no running plan does already.

    The same for everyone in the same place: partners are asked the same, on the same days.
    """
    return [
        ToPlan(person, one.instrument, one.every_weeks if "every" in one.at else 0, one.after_weeks)
        for one in pathway.measures
        if {"start", "every"} & set(one.at)
        for person, role in members
        if one.is_for(role) and (person, one.instrument) not in running
    ]


@cache
def shipped() -> Mapping[str, Pathway]:
    """The pathways that come with the program, read once per process."""
    return load([SHIPPED])


def load(folders: Sequence[Path]) -> Mapping[str, Pathway]:
    """The pathway of each kind of work in these folders, a later folder's first; raises ContentError."""
    found: dict[str, Pathway] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.toml")):
            found[file.stem] = _pathway(file)
    return MappingProxyType(found)


def _pathway(file: Path) -> Pathway:
    document = opened(file)
    if file.stem not in KINDS:
        raise ContentError(f"there is no kind of work {file.stem!r}; there are {', '.join(KINDS)}", document.file)
    root = Node(document, parsed(document))
    sources = root.table("sources")
    known = {key: sources.text(key) for key in sources.data}
    course = root.table("course")
    meetings, least, most = (course.whole(key) for key in ("meetings", "least", "most"))
    if not 1 <= least <= meetings <= most:
        raise course.error("meetings", f"must lie from least to most, is {meetings}")
    found = Pathway(
        file.stem, meetings, least, most, _weeks(course), *_sure(course, known),
        tuple(_measure(node, known) for node in root.tables("measure")),
    )  # fmt: skip
    course.done()
    root.done()
    return found


def _measure(node: Node, known: Mapping[str, str]) -> Measure:
    at = tuple(_one_of(node, "at", TIMES))
    if "every" not in at and node.has("every_weeks"):
        raise node.error("every_weeks", "stands where nothing is asked again and again")
    every = _weeks(node) if "every" in at else 0
    found = Measure(
        node.text("instrument"), tuple(_one_of(node, "for", WHOM)), at, every, node.whole("after_weeks", 0),
        node.text("why"), *_sure(node, known),
    )  # fmt: skip
    node.done()
    return found


def _one_of(node: Node, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    found = node.texts(key)
    for one in found:
        if one not in allowed:
            raise node.error(key, f"must hold only {', '.join(allowed)}, holds {one!r}")
    return found


def _weeks(node: Node) -> int:
    weeks = node.whole("every_weeks")
    if not 1 <= weeks <= MOST_WEEKS:
        raise node.error("every_weeks", f"must be 1 to {MOST_WEEKS}, is {weeks}")
    return weeks


def _sure(node: Node, known: Mapping[str, str]) -> tuple[str, str]:
    key = node.choice("source", tuple(known))
    return known[key], node.choice("certainty", CERTAINTY)
