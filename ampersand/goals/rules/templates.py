"""Goals to start from, from folders of content files, checked before anyone sees them (content/goals/README.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ampersand.core.reading import ContentError, Document, Node, opened, parsed

from .scale import LEVELS, problems
from .steps import MOST_STEPS

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "goals"
TYPES = ("shared", "mine", "supporting", "family")
DOMAINS = (
    "communication", "conflict", "trust", "support", "intimacy", "time", "shared_vision", "transition", "individual",
    "family",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """One goal to start from; `suggest` is false where only a therapist may bring it in, with both."""

    id: str
    domain: str
    type: str
    text: str
    levels: Mapping[int, str]
    steps: tuple[str, ...]
    measured: str
    suggest: bool


@cache
def shipped() -> Mapping[str, Template]:
    """The templates that come with the program, read once per process."""
    return load([SHIPPED])


def load(folders: Sequence[Path]) -> Mapping[str, Template]:
    """Every template of `<domain>.toml` in these folders by id, a later folder's first; raises ContentError."""
    found: dict[str, Template] = {}
    for folder in folders:
        here: dict[str, Template] = {}
        for file in sorted(folder.glob("*.toml")):
            for template, node in _in(opened(file), file.stem):
                if template.id in here:
                    raise node.error("id", f"is used twice: {template.id}")
                here[template.id] = template
        found |= here
    return MappingProxyType(dict(sorted(found.items())))


def _in(document: Document, domain: str) -> list[tuple[Template, Node]]:
    if domain not in DOMAINS:
        raise ContentError(f"there is no domain {domain!r}; there are {', '.join(DOMAINS)}", document.file)
    root = Node(document, parsed(document))
    found = [(_template(node, domain), node) for node in root.tables("goal")]
    root.done()
    return found


def _template(node: Node, domain: str) -> Template:
    said = node.texts("levels")
    if len(said) != len(LEVELS):
        raise node.error("levels", f"must hold five texts, from -2 to +2, holds {len(said)}")
    levels = dict(zip(LEVELS, said, strict=True))
    for level, problem in problems(levels).items():
        raise node.error("levels", f"level {level:+d} is {problem}")
    steps = node.texts("steps")
    if len(steps) > MOST_STEPS:
        raise node.error("steps", f"must hold at most {MOST_STEPS}, holds {len(steps)}")
    found = Template(
        node.text("id"), domain, node.choice("type", TYPES), node.text("text"), MappingProxyType(levels), steps,
        node.text("measured"), node.flag("suggest", True),
    )  # fmt: skip
    node.done()
    return found
