"""The words of the guide in one language, and whether they fit its questions and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ampersand.core.reading import Document, Node

from .parsing import LINES, PANELS, RECOMMENDATIONS
from .questions import Questionnaire
from .recommending import Rulebook

WAYS = tuple(name for name in RECOMMENDATIONS if name != "urgent_safety")


@dataclass(frozen=True)
class AnswerWords:
    """An answer, and perhaps examples under it."""

    text: str
    more: str


@dataclass(frozen=True)
class QuestionWords:
    """A question, a help under it, its answers by their codes, and how one speaks of it afterwards."""

    text: str
    short: str
    help: str
    answers: Mapping[str, AnswerWords]


@dataclass(frozen=True)
class Step:
    """One thing that happens first, and how long it takes."""

    text: str
    more: str
    time: str


@dataclass(frozen=True)
class Outcome:
    """A recommendation and track in plain words; `action` is what the button to the directory says."""

    heading: str
    meaning: str
    action: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Way:
    """One of the ways to begin, and when it fits."""

    name: str
    when: str


@dataclass(frozen=True)
class Panel:
    """One part of a result."""

    title: str
    text: tuple[str, ...]
    points: tuple[str, ...]
    quote: str


@dataclass(frozen=True)
class QuestionsFile:
    """`<language>/questions.toml`."""

    language: str
    questions: Mapping[str, QuestionWords]


@dataclass(frozen=True)
class RulesFile:
    """`<language>/rules.toml`."""

    reasons: Mapping[str, str]
    lines: Mapping[str, str]
    outcomes: Mapping[str, Outcome]
    ways: Mapping[str, Way]


@dataclass(frozen=True)
class Words:
    """Everything that the guide says in one language."""

    language: str
    questions: Mapping[str, QuestionWords]
    rules: RulesFile
    panels: Mapping[str, Panel]


def parse_questions(data: Mapping[str, Any], document: Document, questionnaire: Questionnaire) -> QuestionsFile:
    """The words of every question and answer; ContentError where one is missing or one too many."""
    top = Node(document, data)
    listed = top.table("questions")
    _same(listed, "questions", [one.key for one in questionnaire.questions])
    found = {}
    for one in questionnaire.questions:
        node = listed.table(one.key)
        answers = node.table("answers")
        _same(answers, "answers", one.codes)
        words = {code: _answer(answers.table(code)) for code in one.codes}
        found[one.key] = QuestionWords(node.text("text"), node.text("short"), node.text("help", ""), words)
        node.done()
    file = QuestionsFile(top.text("language"), found)
    top.done()
    return file


def parse_rules(data: Mapping[str, Any], document: Document, book: Rulebook) -> RulesFile:
    """The words of every reason, outcome, sentence and way."""
    top = Node(document, data)
    top.text("language")
    reasons, outcomes = top.table("reasons"), top.table("outcomes")
    lines, ways = top.table("lines"), top.table("ways")
    _same(reasons, "rules", [rule.id for rule in book.rules])
    _same(outcomes, "outcomes", dict.fromkeys(f"{rule.recommendation}/{rule.track}" for rule in book.rules))
    _same(lines, "lines", LINES)
    _same(ways, "ways", WAYS)
    file = RulesFile(
        reasons={key: reasons.text(key) for key in reasons.data},
        lines={key: lines.text(key) for key in lines.data},
        outcomes={key: _outcome(outcomes.table(key)) for key in outcomes.data},
        ways={key: _way(ways.table(key)) for key in WAYS},
    )
    for rule in book.rules:
        key = f"{rule.recommendation}/{rule.track}"
        if rule.find and not file.outcomes[key].action:
            raise outcomes.error(key, "needs an action: the words of the button to the directory")
    top.done()
    return file


def parse_panels(data: Mapping[str, Any], document: Document) -> dict[str, Panel]:
    """The words of every panel."""
    top = Node(document, data)
    top.text("language")
    panels = top.table("panels")
    _same(panels, "panels", PANELS)
    found = {key: _panel(panels.table(key)) for key in PANELS}
    top.done()
    return found


def _answer(node: Node) -> AnswerWords:
    words = AnswerWords(node.text("text"), node.text("more", ""))
    node.done()
    return words


def _outcome(node: Node) -> Outcome:
    steps = tuple(_step(one) for one in node.tables("steps"))
    outcome = Outcome(node.text("heading"), node.text("meaning"), node.text("action", ""), steps)
    node.done()
    return outcome


def _step(node: Node) -> Step:
    step = Step(node.text("text"), node.text("more", ""), node.text("time", ""))
    node.done()
    return step


def _way(node: Node) -> Way:
    way = Way(node.text("name"), node.text("when"))
    node.done()
    return way


def _panel(node: Node) -> Panel:
    panel = Panel(node.text("title", ""), node.texts("text", ()), node.texts("points", ()), node.text("quote", ""))
    node.done()
    return panel


def _same(node: Node, what: str, needed: Iterable[str]) -> None:
    needed = list(needed)
    for key in needed:
        if key not in node.data:
            raise node.error(None, f"the words of {key!r} are missing")
    for key in node.data:
        if key not in needed:
            raise node.error(key, f"is none of the {what}: {', '.join(needed)}")
