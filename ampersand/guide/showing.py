"""What the pages of the guide show, made ready for their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse

from ampersand.guide.rules import path
from ampersand.guide.rules.loading import Guide
from ampersand.guide.rules.questions import Given
from ampersand.guide.rules.recommending import Recommendation
from ampersand.guide.rules.words import WAYS, Outcome, Panel, Way, Words
from ampersand.safety.queries import lines
from ampersand.safety.rules.lines import Country, Kind, Line

LINES = {
    "emergency": Kind.EMERGENCY,
    "crisis_line": Kind.CRISIS,
    "dv_line": Kind.ABUSE,
    "child_line": Kind.CHILD,
    "addiction_help": Kind.ADDICTION,
    "family_of_user_help": Kind.ADDICTION,
}
FIRST = {*LINES, "safety_plan", "medical_advice", "trusted_adult"}  # before the steps: help comes first
BESIDE = {"later_couple", "one_sided_caution", "two_therapists_note"}
BELOW = {"dv_line_inline", "safer_device", "quick_exit", "confidential_note"}  # said quietly
ABOVE = {"reason", "retake_in_private"}
DEVICE = {"private_now"}  # about the screen, not about the person
SETTLED = {  # where another way to begin is no choice now
    "young_person", "suicidal_thoughts", "private_screen_first", "substance", "partner_substance", "undisclosed_affair",
    "coparenting", "separation_support",
}  # fmt: skip
UNFIT = {  # right in general, hard to read just here
    ("suicidal_thoughts", "one_sided_caution"),
    ("private_screen_first", "one_sided_caution"),
}
LEADS = {
    "private_check_each": "guide:each_alone",
    "quick_exit": "safety:safer_online",
    "safer_device": "safety:safer_online",
    "safety_plan": "safety:blank_plan",
    "dv_line_inline": "safety:help",
    "exercise_library": "exercises:library",
}


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    code: str
    text: str
    more: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """One question as its page shows it."""

    key: str
    text: str
    help: str
    several: bool
    choices: tuple[Choice, ...]
    number: int
    about: int


@dataclass(frozen=True)
class Told:
    """An answer in words; `handed` is how a therapist would read it."""

    question: str
    answer: str
    handed: str


@dataclass(frozen=True)
class Part:
    """One panel: its words, where it leads, and the lines of the country that was chosen."""

    key: str
    words: Panel
    leads_to: str
    has_lines: bool
    lines: tuple[Line, ...]
    note: str


@dataclass(frozen=True)
class Result:
    """Everything on the page of a recommendation."""

    found: Recommendation
    outcome: Outcome
    urgent: bool
    first: tuple[Part, ...]
    parts: tuple[Part, ...]
    beside: tuple[Part, ...]
    below: Mapping[str, Part]
    retake: Panel | None
    sentences: tuple[str, ...]
    told: tuple[Told, ...]
    other_ways: tuple[Way, ...]
    country: Country | None

    @property
    def can_hand_over(self) -> bool:
        """Whether answers may be sent on from here: never while danger, or somebody who reads along, comes first."""
        return bool(self.found.find) and not self.urgent and not self.found.provisional

    @property
    def needs_country(self) -> bool:
        """Whether there are numbers to show once the country is known."""
        return any(part.has_lines for part in self.first)


def question(guide: Guide, words: Words, given: Given, key: str) -> Asked:
    """A question with what was chosen, and how far one is."""
    questionnaire, said = guide.book.questionnaire, words.questions[key]
    one = questionnaire.by_key[key]
    chosen = given.get(key, ())
    number = [other.key for other in path.asked(questionnaire, given)].index(key) + 1
    choices = tuple(
        Choice(code, said.answers[code].text, said.answers[code].more, code in chosen) for code in one.codes
    )
    about = max(number, path.expected(questionnaire, given))
    return Asked(key, said.text, said.help, one.several, choices, number, about)


def result(guide: Guide, words: Words, given: Given, country: str) -> Result:
    """The recommendation for these answers, with the numbers of a country if one was chosen."""
    found = guide.decide(given, words.language)
    where = lines.country(country) if country else None
    keys = (key for key in found.panels if key not in ABOVE and (found.track, key) not in UNFIT)
    parts = [_part(words, key, where) for key in keys]
    return Result(
        found=found,
        outcome=words.rules.outcomes[f"{found.recommendation}/{found.track}"],
        urgent=found.recommendation == path.URGENT,
        first=tuple(part for part in parts if part.key in FIRST),
        parts=tuple(part for part in parts if part.key not in FIRST | BESIDE | BELOW),
        beside=tuple(part for part in parts if part.key in BESIDE),
        below={part.key: part for part in parts if part.key in BELOW},
        retake=words.panels["retake_in_private"] if "retake_in_private" in found.panels else None,
        sentences=tuple(words.rules.lines[line] for line in found.lines),
        told=told(words, given, found.led_by),
        other_ways=() if found.track in SETTLED else _others(words, found.recommendation),
        country=where,
    )


def told(words: Words, given: Given, keys: Sequence[str]) -> tuple[Told, ...]:
    """Answers in words."""
    return tuple(_told(words, key, given[key]) for key in keys if key in given)


def can_hand_over(guide: Guide, given: Given, *, sensitive: bool) -> list[str]:
    """The questions that were answered and may be offered for handing over."""
    questions = guide.book.questionnaire.questions
    return [one.key for one in questions if one.key in given and one.sensitive == sensitive and one.key not in DEVICE]


def sources(guide: Guide, found: Recommendation) -> tuple[str, ...]:
    """Where a recommendation comes from, in words."""
    rule = next(rule for rule in guide.book.rules if rule.code == found.rule and rule.track == found.track)
    return tuple(guide.sources[key].text for key in rule.sources)


@cache
def address(name: str) -> str:
    """The address of a page, "" while there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _told(words: Words, key: str, codes: Sequence[str]) -> Told:
    said = words.questions[key]
    answer = "; ".join(said.answers[code].text for code in codes)
    return Told(said.short, answer, f"{said.short}: {answer}")


def _others(words: Words, recommendation: str) -> tuple[Way, ...]:
    return tuple(words.rules.ways[way] for way in WAYS if way != recommendation)


def _part(words: Words, key: str, where: Country | None) -> Part:
    kind = LINES.get(key)
    held, note = ((), "") if kind is None or where is None else (where.of(kind), where.note(kind))
    return Part(key, words.panels[key], address(LEADS[key]) if key in LEADS else "", kind is not None, held, note)
