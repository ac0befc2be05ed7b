"""The private check as a form: every answer is asked for, and nothing of it is kept until all of it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.private_check import Line, Question, Reader


@dataclass(frozen=True)
class Sheet:
    """What was typed, and the keys that have no answer yet."""

    told: Mapping[str, str] = field(default_factory=dict)
    gaps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Times:
    """One answer that is asked for: what about, for which time, and the choices."""

    key: str
    words: str
    period: str
    choices: tuple[Choice, ...]
    problem: str


@dataclass(frozen=True)
class Ask:
    """One question with all that it asks for."""

    number: int
    text: str
    times: tuple[Times, ...]

    @property
    def id(self) -> str:
        """Where it stands on the page."""
        return f"ask-{self.number}"

    @property
    def problem(self) -> str:
        """What is missing, if something is."""
        return next((one.problem for one in self.times if one.problem), "")


def read(posted: Mapping[str, str]) -> Sheet:
    """What was chosen; anything that is no choice counts as none."""
    told: dict[str, str] = {}
    for question in form().questions:
        for line in form().lines(question):
            value = posted.get(line.key, "")
            if value in {choice for choice, _label in line.choices}:
                told[line.key] = value
    return Sheet(told, frozenset(form().keys()) - told.keys())


def asks(reader: Reader, sheet: Sheet) -> list[Ask]:
    """Every question in the words for this reader, with what was chosen."""
    return [_ask(question, reader, sheet) for question in form().questions]


def _ask(question: Question, reader: Reader, sheet: Sheet) -> Ask:
    times = tuple(_times(line, sheet) for line in form().lines(question))
    return Ask(question.number, question.words[reader], times)


def _times(line: Line, sheet: Sheet) -> Times:
    chosen = sheet.told.get(line.key)
    choices = tuple(Choice(value.value, label, value == chosen) for value, label in line.choices)
    problem = _("Choose one. “Rather not say” is an answer too.") if line.key in sheet.gaps else ""
    return Times(line.key, line.words, line.period, choices, problem)
