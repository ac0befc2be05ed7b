"""The questions of coming in, read strictly from their content files (content/intake/README.md). Nothing is scored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ampersand.core.reading import Document, Node, parsed

NAMES = ("individual", "couple", "family", "young")
GROWN_UP_AT = 18  # years; a younger one is asked the short questions
MOST = 4000  # characters in one answer
ZERO_TEN = tuple(str(number) for number in range(11))


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `ends` are the words at both ends where it is answered by a number from 0 to 10."""

    key: str
    text: str
    help: str
    ends: tuple[str, ...]
    shareable: bool

    @property
    def is_number(self) -> bool:
        """Whether it is answered from 0 to 10."""
        return bool(self.ends)


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions, with about how many minutes it takes."""

    key: str
    title: str
    lead: str
    minutes: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that one kind of member is asked when coming in."""

    name: str
    steps: tuple[Step, ...]
    baseline: tuple[str, ...]
    label: str
    read_when: str
    source: str
    certainty: str

    def step(self, key: str) -> Step | None:
        """The step by its key, if there is one."""
        return next((one for one in self.steps if one.key == key), None)


def read(document: Document, name: str) -> Form:
    """One content file; raises ContentError with file, line and reason."""
    node = Node(document, parsed(document))
    steps = tuple(_step(one) for one in node.tables("steps"))
    baseline = tuple(node.texts("baseline", ())) if node.data.get("baseline") else ()
    node.has("baseline")
    form = Form(
        name, steps, baseline, node.text("label"), node.text("read_when"), node.text("source"),
        node.choice("certainty", ("H", "M", "K", "D")),
    )  # fmt: skip
    node.done()
    for keys in ([one.key for one in steps], [one.key for step in steps for one in step.questions]):
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise node.error("steps", f"uses a key twice: {', '.join(twice)}")
    return form


def name_for(kind: str, born_in: int | None, year: int, *, of_age: bool) -> str:
    """Which of the files someone is asked from: by the kind of their case, or `young` below eighteen."""
    if born_in is not None and not of_age and year - born_in < GROWN_UP_AT:
        return "young"
    return kind


def baseline_for(slugs: Mapping[str, str], *, kind: str, family_role: str) -> tuple[str, ...]:
    """Which first questions someone is asked; `slugs` says of each what it is about.

    What is about a relationship is asked of partners alone: of both in a couple, in a family of those who are partners.
    """
    partner = kind == "couple" or (kind == "family" and family_role == "partner")
    return tuple(slug for slug, about in slugs.items() if about != "relationship" or partner)


def tidy(step: Step, said: Mapping[str, str]) -> dict[str, str]:
    """What was answered to each question of a step, without spaces at the ends; a number only if it is one."""
    return dict(_answers(step, said))


def too_long(said: Mapping[str, str]) -> dict[str, int]:
    """By how many characters each answer is longer than fits."""
    return {key: len(text) - MOST for key, text in said.items() if len(text) > MOST}


def _answers(step: Step, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in step.questions:
        text = str(said.get(one.key, "")).replace("\r\n", "\n").strip()
        yield one.key, text if not one.is_number or text in ZERO_TEN else ""


def _step(node: Node) -> Step:
    questions = tuple(_question(one) for one in node.tables("questions"))
    step = Step(node.text("key"), node.text("title"), node.text("lead"), node.whole("minutes"), questions)
    node.done()
    if not questions or not step.minutes:
        raise node.error("questions", "must hold at least one, and take at least a minute")
    return step


def _question(node: Node) -> Question:
    number = node.choice("kind", ("text", "zero_ten"), "text") == "zero_ten"
    ends = node.texts("ends") if number else ()
    if number and len(ends) != 2:
        raise node.error("ends", "must hold two texts")
    question = Question(node.text("key"), node.text("text"), node.text("help", ""), ends, node.flag("shareable", True))
    node.done()
    return question
