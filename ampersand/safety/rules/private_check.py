"""The private check: what it asks, of whom in which words, and how its content file is read.

Source: content/safety/private_check.toml, which names its own. The wording is ours and not validated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ampersand.core.reading import Document, Node, parsed

QUESTIONS = 11


class Told(StrEnum):
    """What can be answered; YES only where nothing is counted."""

    NO = "no"
    ONCE = "once"
    MORE = "more"
    YES = "yes"
    UNSAID = "unsaid"


class Asked(StrEnum):
    """For which time a thing is asked; BOTH is asked twice."""

    BOTH = "both"
    EVER = "ever"
    NOW = "now"


class Reader(StrEnum):
    """In whose words the questions are put."""

    COUPLE = "couple"
    FAMILY = "family"
    YOUNG = "young"
    ONE = "one"


# What is asked, and for which time: the colours hang on these, so no file may add or leave out one.
THINGS: Mapping[str, Asked] = {
    "afraid": Asked.BOTH, "holds_back": Asked.BOTH, "control": Asked.BOTH, "threats": Asked.BOTH, "force": Asked.BOTH,
    "hurt": Asked.EVER, "neck": Asked.BOTH, "weapon": Asked.BOTH, "weapon_words": Asked.EVER, "gun": Asked.NOW,
    "sex": Asked.BOTH, "kill": Asked.BOTH, "own": Asked.BOTH, "pay": Asked.NOW,
}  # fmt: skip
OFTEN = (Told.NO, Told.ONCE, Told.MORE, Told.UNSAID)
HELD = (Told.NO, Told.YES, Told.UNSAID)


@dataclass(frozen=True, slots=True)
class Line:
    """One answer that is asked for: key, words before it (none where the question says it all), time, choices."""

    key: str
    words: str
    period: str
    choices: tuple[tuple[Told, str], ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is asked about."""

    id: str
    short: str
    words: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Question:
    """One screen: the same for everyone."""

    number: int
    words: Mapping[Reader, str]
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something for the clinician to ask about in a private talk."""

    id: str
    words: str
    urgent: bool


@dataclass(frozen=True)
class Form:
    """The whole check, with what the clinician reads beside it."""

    title: str
    minutes: int
    source: str
    every_days: int
    missing_after_days: int
    often: Mapping[Told, str]
    held: Mapping[Told, str]
    periods: Mapping[str, str]
    questions: tuple[Question, ...]
    topics: tuple[Topic, ...]
    words: Mapping[str, str]

    def lines(self, question: Question) -> tuple[Line, ...]:
        """The answers that one screen asks for, in order."""
        return tuple(line for thing in question.things for line in self._lines(thing))

    def keys(self) -> tuple[str, ...]:
        """The key of every answer of the whole check: the same for everyone."""
        return tuple(line.key for question in self.questions for line in self.lines(question))

    def said(self, told: Told) -> str:
        """An answer in words."""
        return self.often.get(told) or self.held[told]

    def things(self) -> tuple[Thing, ...]:
        """Everything that is asked about, in order."""
        return tuple(thing for question in self.questions for thing in question.things)

    def number_of(self, thing: str) -> int:
        """The number of the question that asks about a thing."""
        return next(one.number for one in self.questions if thing in {each.id for each in one.things})

    def _lines(self, thing: Thing) -> Iterator[Line]:
        if thing.asked is Asked.NOW:
            yield Line(f"{thing.id}.now", thing.words, "", tuple((one, self.held[one]) for one in HELD))
            return
        choices = tuple((one, self.often[one]) for one in OFTEN)
        for period in ("year", "ever") if thing.asked is Asked.BOTH else ("ever",):
            yield Line(f"{thing.id}.{period}", thing.words, self.periods[period], choices)


def reader_for(kind: str, family_role: str) -> Reader:
    """In whose words someone is asked, by the kind of their case and their place in the family."""
    if kind == "couple":
        return Reader.COUPLE
    if kind == "family":
        return Reader.YOUNG if family_role == "child" else Reader.FAMILY
    return Reader.ONE


def keys_of(thing: str) -> tuple[str, ...]:
    """The keys under which a thing is answered."""
    asked = THINGS[thing]
    return (f"{thing}.year", f"{thing}.ever") if asked is Asked.BOTH else (f"{thing}.{asked}",)


def read(document: Document) -> Form:
    """The form from its file; raises ContentError with file, line and reason."""
    node = Node(document, parsed(document))
    node.choice("language", ("en",))
    node.choice("certainty", ("H", "M", "K", "D"))
    form = Form(
        title=node.text("title"),
        minutes=_at_least_one(node, "minutes"),
        source=node.text("source"),
        every_days=_at_least_one(node, "every_days"),
        missing_after_days=_at_least_one(node, "missing_after_days"),
        often=_answers(node.table("often"), OFTEN),
        held=_answers(node.table("held"), HELD),
        periods=_words(node.table("periods"), ("year", "ever")),
        questions=tuple(_question(one) for one in node.tables("questions")),
        topics=tuple(_topic(one) for one in node.tables("topics")),
        words=_words(node.table("words"), ("ending", "never", "hurt", "harmed")),
    )
    node.done()
    _check(node, form)
    return form


def _check(node: Node, form: Form) -> None:
    if [one.number for one in form.questions] != list(range(1, QUESTIONS + 1)):
        raise node.error("questions", f"must be numbered 1 to {QUESTIONS}, in order")
    if [one.id for one in form.things()] != list(THINGS):
        raise node.error("questions", f"must ask about {', '.join(THINGS)}, in this order")
    if len({one.id for one in form.topics}) < len(form.topics) or not any(one.urgent for one in form.topics):
        raise node.error("topics", "must have ids of their own, and some that are urgent")


def _question(node: Node) -> Question:
    words = {reader: node.text(reader.value) for reader in Reader}
    found = Question(node.whole("number"), words, tuple(_thing(one) for one in node.tables("things")))
    node.done()
    return found


def _thing(node: Node) -> Thing:
    one = Thing(
        node.choice("id", tuple(THINGS)), node.text("short"), node.text("words", ""),
        Asked(node.choice("asks", tuple(Asked), Asked.BOTH)),
    )  # fmt: skip
    if one.asked is not THINGS[one.id]:
        raise node.error("asks", f"must be {THINGS[one.id]!s} for {one.id}")
    node.done()
    return one


def _topic(node: Node) -> Topic:
    one = Topic(node.text("id"), node.text("words"), node.flag("urgent", False))
    node.done()
    return one


def _answers(node: Node, wanted: tuple[Told, ...]) -> Mapping[Told, str]:
    return {Told(key): words for key, words in _words(node, tuple(wanted)).items()}


def _words(node: Node, wanted: tuple[str, ...]) -> Mapping[str, str]:
    found = {str(key): node.text(str(key)) for key in wanted}
    node.done()
    return found


def _at_least_one(node: Node, key: str) -> int:
    value = node.whole(key)
    if value < 1:
        raise node.error(key, "must be 1 or more")
    return value
