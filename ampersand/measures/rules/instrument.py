"""What an instrument is: its questions, options, keys, bands and cut-offs, each number with its source.

Nothing here scores anything (`scoring.py` does) and nothing reads files (`loading.py` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

type Number = int | float
type Certainty = Literal["2", "1", "M", "C", "P"]
type Direction = Literal["higher", "lower"]
type About = Literal["self", "relationship"]
type Method = Literal["sum", "mean", "none"]
type Fill = Literal["none", "mean", "share_of_maximum"]
type ClinicalSide = Literal["below", "at_or_below", "above", "at_or_above"]
type Side = Literal["clinical", "functional"]
type FrequencyKind = Literal["once", "every_meeting", "weekly", "every_n_weeks", "intake_end"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from, and how sure: seen twice (2), once (1), memory (M), computed (C), our choice (P)."""

    citation: str
    certainty: Certainty
    inputs: Certainty | None = None

    @property
    def provisional(self) -> bool:
        """Whether a person must still check it: from memory, or computed from something from memory."""
        return "M" in (self.certainty, self.inputs)

    @property
    def product_default(self) -> bool:
        """Whether it is our choice and not the authors' rule, which the pages must say."""
        return self.certainty == "P"


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its source."""

    value: Number
    source: Source


@dataclass(frozen=True, slots=True)
class CodeFact:
    """A terminology code with its source."""

    code: str
    source: Source


@dataclass(frozen=True, slots=True)
class Scale:
    """A list of options as the numbers stored for them, in the printed order."""

    id: str
    codes: tuple[Number, ...]

    @property
    def lowest(self) -> Number:
        """The smallest code."""
        return min(self.codes)

    @property
    def highest(self) -> Number:
        """The largest code."""
        return max(self.codes)


@dataclass(frozen=True, slots=True)
class Asked:
    """An item is asked only when one of these earlier items was answered with one of these codes."""

    items: tuple[str, ...]
    codes: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question: which options it has, whether it counts, and when it is asked.

    `left_open` is the code that an answer left open stands for, where leaving it open says something. `always_counts`:
    an answer counts even if the answers before it say that it was not asked.
    """

    id: str
    scale: Scale
    scored: bool = True
    optional: bool = False
    reverse: bool = False
    asked: Asked | None = None
    left_open: Number | None = None
    always_counts: bool = False


@dataclass(frozen=True, slots=True)
class SafetyItem:
    """An item whose answer must reach the therapist whatever the total is."""

    item: str
    at_least: Number
    flag: str
    missing_flag: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class MissingRule:
    """How many scored items may be missing, and how the total is then completed."""

    allowed: int
    fill: Fill
    flag: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Band:
    """A named range that begins at `start` (or just above it when `above` is true)."""

    name: str
    start: Number
    above: bool
    source: Source

    def holds(self, total: Number) -> bool:
        """Whether a total has reached this band."""
        return total > self.start if self.above else total >= self.start


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A line between the clinical and the functional side; `clinical` says which side and who owns the line itself."""

    id: str
    value: Number
    clinical: ClinicalSide
    source: Source
    label: str = ""

    def side(self, score: Number) -> Side:
        """The side a score lies on."""
        reached = {
            "below": score < self.value,
            "at_or_below": score <= self.value,
            "above": score > self.value,
            "at_or_above": score >= self.value,
        }[self.clinical]
        return "clinical" if reached else "functional"

    def crossed(self, score: Number) -> bool:
        """Whether a score is clearly functional: on the line itself only where the published rule includes it."""
        on_line_counts = self.clinical == "above"
        return self.side(score) == "functional" and (score != self.value or on_line_counts)


@dataclass(frozen=True, slots=True)
class Subscale:
    """A part of the form with its own score."""

    id: str
    items: tuple[str, ...]
    method: Method
    source: Source
    cutoff: Cutoff | None = None
    recommended: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """At least `count` of these items score `at_least` or more (or `at_most` or less)."""

    items: tuple[str, ...]
    count: int
    at_least: Number | None = None
    at_most: Number | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A named yes or no over single items: true when every condition holds; missing items are never filled in."""

    id: str
    label: str
    conditions: tuple[Condition, ...]
    source: Source
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Norm:
    """Mean and standard deviation of a named group."""

    group: str
    mean: Fact
    sd: Fact


@dataclass(frozen=True, slots=True)
class ChangeParameters:
    """What makes a change reliable: an SD with a reliability, or a published number of points."""

    sd: Fact | None = None
    reliability: Fact | None = None
    points: Fact | None = None
    cutoff: str | None = None

    @property
    def provisional(self) -> bool:
        """Whether any number behind it is unverified."""
        facts = (self.points,) if self.points else (self.sd, self.reliability)
        return any(fact is not None and fact.source.provisional for fact in facts)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for therapists about the numbers."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Partner:
    """The only total a partner may be shown of an instrument with a safety item: the sum of `items`, under `name`."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often it is usually given (our default); `weeks` only for every_n_weeks."""

    kind: FrequencyKind
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Loinc:
    """LOINC codes that were verified; what is not here must not be emitted."""

    panel: CodeFact | None = None
    total: CodeFact | None = None
    items: Mapping[str, CodeFact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rights:
    """The owner's terms: tier (green, amber or imported) and how sure the licence statement is."""

    tier: Literal["green", "amber", "imported"]
    source: Source


@dataclass(frozen=True, slots=True)
class Group:
    """Items that stand under one printed stem."""

    items: tuple[str, ...]
    stem: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an instrument in one language, exactly as published."""

    language: str
    title: str
    full_title: str
    instructions: str
    scales: Mapping[str, tuple[str, ...]]
    items: Mapping[str, str]
    rights: str
    licence: str
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """One instrument, ready to be asked and scored; `digest` names exactly this content and wording.

    A `second_stage` is asked only after an answer about safety: nobody plans it, and it is no line.
    """

    slug: str
    version: str
    direction: Direction
    about: About
    recall: str
    minutes: int
    frequency: Frequency
    citation: str
    items: tuple[Item, ...]
    method: Method
    scored_by: Source
    missing: MissingRule
    rights: Rights
    bands: tuple[Band, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()
    subscales: tuple[Subscale, ...] = ()
    rules: tuple[Rule, ...] = ()
    safety: tuple[SafetyItem, ...] = ()
    partner: Partner | None = None
    change: ChangeParameters | None = None
    norms: tuple[Norm, ...] = ()
    loinc: Loinc = field(default_factory=Loinc)
    notes: tuple[Note, ...] = ()
    worth_showing: tuple[str, ...] = ()
    second_stage: bool = False
    wording: Mapping[str, Wording] = field(default_factory=dict)
    digest: str = ""

    @property
    def higher_is_better(self) -> bool:
        """Whether a rising score is an improvement."""
        return self.direction == "higher"

    @cached_property
    def scored_items(self) -> tuple[Item, ...]:
        """The items that count towards the total, in form order."""
        return tuple(item for item in self.items if item.scored)

    @cached_property
    def openers(self) -> frozenset[str]:
        """The items whose answer decides whether others are asked."""
        return frozenset(one for item in self.items if item.asked for one in item.asked.items)

    @cached_property
    def lowest(self) -> Number:
        """The lowest possible total."""
        return combine(self.method, [item.scale.lowest for item in self.scored_items])

    @cached_property
    def highest(self) -> Number:
        """The highest possible total."""
        return combine(self.method, [item.scale.highest for item in self.scored_items])

    @property
    def cutoff(self) -> Cutoff | None:
        """The cut-off used unless a setting names another: the first in the file."""
        return self.cutoffs[0] if self.cutoffs else None

    @property
    def change_cutoff(self) -> Cutoff | None:
        """The cut-off that decides recovery: the one the change parameters name, else the default."""
        if self.change and self.change.cutoff:
            return self.cutoff_named(self.change.cutoff)
        return self.cutoff

    def item(self, item_id: str) -> Item:
        """The item with this id; ValueError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise ValueError(f"{self.slug} has no item {item_id!r}; items are {', '.join(i.id for i in self.items)}")

    def cutoff_named(self, cutoff_id: str) -> Cutoff:
        """The cut-off with this id; ValueError when there is none."""
        for cutoff in self.cutoffs:
            if cutoff.id == cutoff_id:
                return cutoff
        raise ValueError(f"{self.slug} has no cut-off {cutoff_id!r}; it has {', '.join(c.id for c in self.cutoffs)}")


def combine(method: Method, scores: list[Number]) -> Number:
    """Sum or mean of keyed scores, as the instrument declares; a whole number stays whole in a sum; 0 without total."""
    if method == "none":
        return 0
    return sum(scores) / len(scores) if method == "mean" else sum(scores)
