"""The plan for hard moments: its steps, how its content is read, what was written, and when to look through it again.

Structure: Stanley and Brown 2012, six steps; one line more on what makes it worth going on. No score, ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ampersand.core.reading import Document, Node, parsed

KEYS = ("signs", "alone", "people", "tell", "services", "safer", "worth")
STEPS = 6  # numbered; the last key is the line beside them
MOST = 4000  # characters in one step
REVIEW_AFTER = 90  # days

type Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, what belongs in it, and what someone might write."""

    key: str
    title: str
    help: str
    example: str


@dataclass(frozen=True, slots=True)
class Form:
    """The blank plan, with the credit to whose structure it follows."""

    steps: tuple[Step, ...]
    credit: str
    source: str
    certainty: str


def read(document: Document) -> Form:
    """The blank plan from its content file; raises ContentError with file, line and reason."""
    node = Node(document, parsed(document))
    steps = tuple(_step(one) for one in node.tables("steps"))
    form = Form(steps, node.text("credit"), node.text("source"), node.choice("certainty", ("H", "M", "K", "D")))
    node.done()
    if tuple(step.key for step in steps) != KEYS:
        raise node.error("steps", f"must be, in this order, {', '.join(KEYS)}")
    return form


def tidy(words: Words) -> dict[str, str]:
    """What was written in each step, without spaces at the ends; a step left out is empty."""
    return {key: str(words.get(key, "")).replace("\r\n", "\n").strip() for key in KEYS}


def too_long(words: Words) -> dict[str, int]:
    """By how many characters each step is longer than fits."""
    return {key: len(words[key]) - MOST for key in KEYS if len(words.get(key, "")) > MOST}


def is_empty(words: Words) -> bool:
    """Whether nothing was written at all."""
    return not any(words.get(key, "").strip() for key in KEYS)


def differing(one: Words, other: Words) -> tuple[str, ...]:
    """The steps in which two texts differ, in their order."""
    return tuple(key for key in KEYS if one.get(key, "") != other.get(key, ""))


def review(reviewed_at: datetime, asked_at: datetime | None, now: datetime) -> str:
    """Why to look through it again: "asked" since something happened after that, "time" after 90 days, ""."""
    if asked_at is not None and asked_at > reviewed_at:
        return "asked"
    return "time" if now - reviewed_at >= timedelta(days=REVIEW_AFTER) else ""


def as_text(form: Form, words: Words, numbers: Sequence[str] = ()) -> str:
    """The plan as plain text, its steps numbered; `numbers` stand under the services. No product's name in it."""
    parts = ["My plan for hard moments"]
    for place, step in enumerate(form.steps, start=1):
        title = f"{place}. {step.title}" if place <= STEPS else step.title
        below = list(numbers) if step.key == "services" else []
        parts.append("\n".join([title, *(words.get(step.key, "").splitlines() or ["-"]), *below]))
    return "\n\n".join(parts) + "\n"


def _step(node: Node) -> Step:
    step = Step(node.choice("key", KEYS), node.text("title"), node.text("help"), node.text("example"))
    node.done()
    return step
