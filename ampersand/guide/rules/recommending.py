"""Where to begin: the first rule that fits, the panels its page carries, and the answers that led to it.

Source: the literature named beside each rule in content/guide/rules.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .conditions import Alternatives, holds, met
from .questions import Given, Questionnaire


@dataclass(frozen=True)
class Rule:
    """One row of the table: when it fits, what it recommends, and the panels of its page in their order."""

    id: str  # the code, and the track where a code has several rows
    code: str
    recommendation: str
    track: str
    when: Alternatives
    panels: tuple[str, ...]
    find: tuple[str, ...]
    concern: str
    sources: tuple[str, ...]
    certainty: str


@dataclass(frozen=True)
class Change:
    """Panels, or sentences, to add to some recommendations or to withhold from all, under a condition."""

    when: Alternatives
    names: tuple[str, ...]
    to: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Rulebook:
    """The rules in their order of precedence, and what they change about panels and sentences."""

    questionnaire: Questionnaire
    rules: tuple[Rule, ...]
    adds: tuple[Change, ...]
    withholds: tuple[Change, ...]
    lines: tuple[Change, ...]

    @cached_property
    def concerning(self) -> Mapping[str, tuple[Sequence[Change], Sequence[Change], Sequence[Change]]]:
        """For each rule the additions, withholdings and sentences that can change what it says."""
        return {rule.id: self._concerning(rule) for rule in self.rules}

    def _concerning(self, rule: Rule) -> tuple[Sequence[Change], Sequence[Change], Sequence[Change]]:
        adds, lines = ([one for one in of if rule.recommendation in one.to] for of in (self.adds, self.lines))
        possible = {*rule.panels, *(name for one in adds for name in one.names)}
        return adds, [one for one in self.withholds if possible.intersection(one.names)], lines


@dataclass(frozen=True)
class Recommendation:
    """An answer of the guide: information, neither a score nor a diagnosis.

    `panels` and `lines` name what the page says, in order; `led_by` the questions whose answers made the rule fit,
    never a sensitive one; `find` for whom the directory may be searched, nobody where nothing is to be booked from
    here; `concern` narrows that search.
    """

    recommendation: str
    track: str
    rule: str
    provisional: bool
    reason: str
    panels: tuple[str, ...]
    lines: tuple[str, ...] = ()
    led_by: tuple[str, ...] = ()
    find: tuple[str, ...] = ()
    concern: str = ""


def recommend(book: Rulebook, given: Given, reasons: Mapping[str, str]) -> Recommendation:
    """The recommendation for answers that were checked."""
    questionnaire = book.questionnaire
    mask = questionnaire.mask(given)
    rule, private = first(book.rules, mask), holds(questionnaire.private, mask)
    adds, withholds, lines = book.concerning[rule.id]
    alone = rule.recommendation == "individual_first" and not holds(questionnaire.partner, mask)
    return Recommendation(
        recommendation=rule.recommendation,
        track=rule.track,
        rule=rule.code,
        provisional=not private,
        reason=reasons[rule.id],
        panels=_panels(rule, adds, withholds, mask),
        lines=_named(lines, mask),
        led_by=_led_by(questionnaire, rule, given, mask),
        find=rule.find if private or alone else (),
        concern=rule.concern,
    )


def first(rules: Sequence[Rule], mask: int) -> Rule:
    """The first rule that fits; the last one fits everything."""
    for rule in rules:
        if holds(rule.when, mask):
            return rule
    raise LookupError("the last rule of every rulebook fits everyone")


def _panels(rule: Rule, adds: Sequence[Change], withholds: Sequence[Change], mask: int) -> tuple[str, ...]:
    withheld = set(_named(withholds, mask))
    if "dv_line" in rule.panels:
        withheld.add("dv_line_inline")  # the line itself is there
    found = dict.fromkeys(rule.panels + _named(adds, mask))
    return tuple([name for name in found if name not in withheld])


def _named(changes: Sequence[Change], mask: int) -> tuple[str, ...]:
    return tuple([name for one in changes if holds(one.when, mask) for name in one.names])


def _led_by(questionnaire: Questionnaire, rule: Rule, given: Given, mask: int) -> tuple[str, ...]:
    told = {questionnaire.open_key(part) for part in met(rule.when, mask)} & given.keys()
    return tuple([key for key in questionnaire.by_key if key in told]) if told else ()
