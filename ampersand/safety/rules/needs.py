"""What someone may need now, in the order of need, and which lines answer it.

The order, D: danger, thoughts of ending one’s life, someone at home, a child, hurting someone, addiction.
"""

from dataclasses import dataclass

from ampersand.safety.rules.lines import Country, Kind, Line


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that brings people here: its key for links inside the page, and which kind of line answers."""

    key: str
    kind: Kind


NEEDS = (
    Need("now", Kind.EMERGENCY),
    Need("self", Kind.CRISIS),
    Need("home", Kind.ABUSE),
    Need("child", Kind.CHILD),
    Need("harm", Kind.CRISIS),
    Need("habit", Kind.ADDICTION),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one country has for one need; `note` says what is particular there. No lines: the directories know more."""

    need: Need
    lines: tuple[Line, ...]
    note: str

    @property
    def first(self) -> tuple[Line, ...]:
        """The line to be tried first, where the others were shown before."""
        return self.lines[:1]

    @property
    def more(self) -> bool:
        """Whether there are more lines than the first."""
        return len(self.lines) > 1


def answers(country: Country) -> tuple[Answer, ...]:
    """Every need in its order, with what the country has for it."""
    return tuple(Answer(need, country.of(need.kind), country.note(need.kind)) for need in NEEDS)
