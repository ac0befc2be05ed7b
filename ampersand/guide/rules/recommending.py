"""Where to begin: the first rule that fits, the panels its page carries, and the answers that led to it.

Source: the literature named beside each rule in content/guide/rules.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    alone = rule.recommendation == "individual_first" and not holds(questionnaire.partner, mask)
    return Recommendation(
        recommendation=rule.recommendation,
        track=rule.track,
        rule=rule.code,
        provisional=not private,
        reason=reasons[rule.id],
        panels=_panels(book, rule, mask),
        lines=_added(book.lines, rule, mask),
        led_by=_led_by(questionnaire, rule, given, mask),
        find=rule.find if private or alone else (),
        concern=rule.concern,
    )


def first(rules: Sequence[Rule], mask: int) -> Rule:
    """The first rule that fits; the last one fits everything."""
    return next(rule for rule in rules if holds(rule.when, mask))


def _panels(book: Rulebook, rule: Rule, mask: int) -> tuple[str, ...]:
    withheld = {name for one in book.withholds if holds(one.when, mask) for name in one.names}
    if "dv_line" in rule.panels:
        withheld.add("dv_line_inline")  # the line itself is there
    found = dict.fromkeys((*rule.panels, *_added(book.adds, rule, mask)))
    return tuple(name for name in found if name not in withheld)


def _added(changes: Sequence[Change], rule: Rule, mask: int) -> tuple[str, ...]:
    fitting = (one for one in changes if rule.recommendation in one.to and holds(one.when, mask))
    return tuple(name for one in fitting for name in one.names)


def _led_by(questionnaire: Questionnaire, rule: Rule, given: Given, mask: int) -> tuple[str, ...]:
    found = {questionnaire.question_of(part) for part in met(rule.when, mask)}
    told = {one.key for one in found if not one.sensitive} & given.keys()
    return tuple(key for key in questionnaire.by_key if key in told) if told else ()
