"""The lines of check-ins, from content files, checked before anyone is asked (content/checkins/README.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ampersand.checkins.rules.alliance import Thresholds
from ampersand.core.reading import Node, opened, parsed

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "checkins"
WEEKLY, FEEDBACK = "weekly.toml", "feedback.toml"
CASES = ("individual", "couple", "family")
KINDS = ("scale", "rows", "agenda", "private")
CHARTS = ("line", "dots", "bars", "words", "none")
MOST = 10  # every scale of ours goes from 0 to 10
MENDED = ("same_day", "within_days", "not_yet")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the weekly check-in; `apart` is from how far on two answers are worth a talk, on 0 to 10."""

    key: str
    kind: str
    cases: tuple[str, ...]
    every: int
    text: str
    name: str
    theirs: str
    outcome: str
    chart: str
    low: str = ""
    high: str = ""
    higher_is_better: bool = True
    apart: float = 0
    up: str = ""
    down: str = ""
    heat: str = ""
    heat_low: str = ""
    heat_high: str = ""
    mended: str = ""
    alone: bool = False  # never shown to the others, whatever its owner would like

    @property
    def has_number(self) -> bool:
        """Whether its answer is a number that can be drawn."""
        return self.kind in ("scale", "rows")

    @property
    def may_be_shared(self) -> bool:
        """Whether its owner may show it to the others."""
        return self.kind != "private" and not self.alone


@dataclass(frozen=True, slots=True)
class Weekly:
    """The weekly check-in of a house."""

    minutes: int
    validity: str
    lines: tuple[Line, ...]
    topics: Mapping[str, str]

    def line(self, key: str) -> Line | None:
        """The line with this key."""
        return next((line for line in self.lines if line.key == key), None)

    def of_case(self, kind: str) -> tuple[Line, ...]:
        """Every line that is ever asked in a case of this kind."""
        return tuple(line for line in self.lines if kind in line.cases)

    def asked(self, kind: str, opened_on: date, on: date) -> tuple[Line, ...]:
        """What is asked in the week of a day: the same for everyone in a case, whatever anybody answered before."""
        week = max(0, (on - opened_on).days // 7)
        return tuple(line for line in self.of_case(kind) if week % line.every == 0)


@dataclass(frozen=True, slots=True)
class After:
    """One line after a meeting; `counts` where it is part of the score."""

    key: str
    cases: tuple[str, ...]
    text: str
    low: str
    high: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is asked after a meeting, and from where on it is worth a look."""

    minutes: int
    validity: str
    lines: tuple[After, ...]
    thresholds: Thresholds

    def asked(self, kind: str) -> tuple[After, ...]:
        """The lines for a case of this kind."""
        return tuple(line for line in self.lines if kind in line.cases)

    def score(self, kind: str, answers: Mapping[str, int]) -> float:
        """The mean of the four lines, 0 to 10; raises KeyError when one is missing."""
        given = [answers[line.key] for line in self.asked(kind) if line.counts]
        return round(sum(given) / len(given), 2)


@cache
def weekly_of(file: Path) -> Weekly:
    """The weekly check-in of a file; raises ContentError."""
    document = opened(file)
    root = Node(document, parsed(document))
    topics = root.table("topics")
    found = Weekly(
        root.whole("minutes"), root.text("validity"), tuple(map(_line, root.tables("line"))),
        MappingProxyType({key: topics.text(key) for key in topics.data}),
    )  # fmt: skip
    root.text("source")
    root.done()
    _each_once(root, [line.key for line in found.lines])
    return found


@cache
def feedback_of(file: Path) -> Feedback:
    """What is asked after a meeting, of a file; raises ContentError."""
    document = opened(file)
    root = Node(document, parsed(document))
    found = Feedback(
        root.whole("minutes"), root.text("validity"), tuple(map(_after, root.tables("line"))),
        _thresholds(root.table("thresholds")),
    )  # fmt: skip
    root.text("source")
    root.done()
    for kind in CASES:
        _each_once(root, [line.key for line in found.asked(kind)])
        if sum(line.counts for line in found.asked(kind)) != 4:
            raise root.error("line", f"must hold four lines that count for {kind}")
    return found


def _line(node: Node) -> Line:
    kind = node.choice("kind", KINDS)
    number = kind in ("scale", "rows")
    found = Line(
        key=node.text("key"), kind=kind, cases=_cases(node), every=node.whole("every"), text=node.text("text"),
        name=node.text("name"), theirs=node.text("theirs"), outcome=node.text("outcome"),
        chart=node.choice("chart", CHARTS),
        **({part: node.text(part) for part in ("low", "high", "up", "down")} if number else {}),
        **({part: node.text(part) for part in ("heat", "heat_low", "heat_high", "mended")} if kind == "rows" else {}),
        higher_is_better=not number or node.choice("better", ("higher", "lower")) == "higher",
        apart=float(node.number("apart")) if number else 0, alone=node.flag("alone", False),
    )  # fmt: skip
    if found.every < 1:
        raise node.error("every", "must be one week or more")
    node.done()
    return found


def _after(node: Node) -> After:
    found = After(
        node.text("key"), _cases(node), node.text("text"), node.text("low"), node.text("high"),
        not node.flag("apart_from_score", False),
    )  # fmt: skip
    node.done()
    return found


def _thresholds(node: Node) -> Thresholds:
    node.choice("certainty", ("H", "M", "K", "D"))
    sd = float(node.number("norm_sd")) if node.has("norm_sd") else None
    found = Thresholds(float(node.number("gap")), float(node.number("drop")), float(node.number("low")), sd)
    node.done()
    return found


def _cases(node: Node) -> tuple[str, ...]:
    kinds = node.texts("for")
    if unknown := set(kinds) - set(CASES):
        raise node.error("for", f"must name kinds of cases, names {', '.join(sorted(unknown))}")
    return kinds


def _each_once(root: Node, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise root.error("line", f"holds {key} twice")
