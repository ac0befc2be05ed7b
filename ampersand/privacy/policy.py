"""Decisions: named conditions, one policy per model, the same truth as a filter and for one object.

Three rules combine them: what nothing allows is refused; a prevention beats every permission; every decision has a
reason, a sentence that can be shown.
"""

from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model, Q
from django.http import Http404

from ampersand.privacy.viewer import Viewer

NONE = Q(pk__in=[])


@dataclass(frozen=True)
class Decision:
    """Whether, and the sentence that says why."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


REFUSED = Decision(False, "Nothing allows this.")
HIDDEN_IN_ROOM = Decision(False, "Room mode shows only what everyone in the room may see.")


class Hidden(Http404):
    """The thing is not there for this viewer; answered exactly like a thing that is not there at all."""


class Policy(Protocol):
    """What one model's policy can say; both methods must come from the same rules."""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""


_registry: dict[type[Model], Policy] = {}


def register(model: type[Model], policy: Policy) -> None:
    """Give a model its one policy; raises ValueError when it has one already."""
    if _registry.get(model, policy) is not policy:
        raise ValueError(f"{model.__name__} has a policy already.")
    _registry[model] = policy


def registered() -> dict[type[Model], Policy]:
    """Every model that has a policy."""
    return dict(_registry)


def of(model: type[Model]) -> Policy:
    """The model's policy; raises LookupError when none was registered."""
    try:
        return _registry[model]
    except KeyError:
        raise LookupError(f"No policy says who may see {model.__name__}.") from None


def where(viewer: Viewer, action: str, model: type[Model]) -> Q:
    """The filter for the rows of a model on which the viewer may do the action, with what room mode hides left out."""
    found = of(model).where(viewer, action)
    return found & in_room(viewer, model) if viewer.room_mode else found


def in_room(viewer: Viewer, model: type[Model]) -> Q:
    """What is left in room mode, when those whom a case is about look at the screen of whoever treats them.

    Only of that case, and only of models whose policy says so by a `room_column`, the column with the case's id: things
    that every member of the case may see as well. Everything else is not there, whatever the policy allows.
    """
    column = getattr(of(model), "room_column", "")
    return Q(**{column: viewer.room_case}) if column and viewer.room_case else NONE


def decide(viewer: Viewer, action: str, thing: Model) -> Decision:
    """May the viewer do this to that, and why."""
    found = of(type(thing)).decide(viewer, action, thing)
    if not found or not viewer.room_mode:
        return found
    column = getattr(of(type(thing)), "room_column", "")
    here = bool(column) and viewer.room_case is not None and getattr(thing, column) == viewer.room_case
    return found if here else HIDDEN_IN_ROOM


def can(viewer: Viewer, action: str, thing: Model) -> bool:
    """May the viewer do this to that."""
    return decide(viewer, action, thing).allowed


def require(viewer: Viewer, action: str, thing: Model) -> None:
    """Go on only if the viewer may; raises Hidden otherwise."""
    if not can(viewer, action, thing):
        raise Hidden


@dataclass(frozen=True)
class OwnRows:
    """The policy of things that are one person's alone, such as their sign-ins."""

    column: str
    actions: frozenset[str]
    sentence: str

    def where(self, viewer: Viewer, action: str) -> Q:
        if viewer.is_nobody or action not in self.actions:
            return NONE
        return Q(**{self.column: viewer.person_id})

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        if viewer.is_nobody or action not in self.actions or getattr(thing, self.column) != viewer.person_id:
            return REFUSED
        return Decision(True, self.sentence)


@dataclass(frozen=True)
class OfPractice:
    """The policy of things that the staff of a practice share, such as the instruments it brought in."""

    readers: frozenset[str]
    writers: frozenset[str]
    sentence: str

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter: the viewer's practice, for those of its staff who may."""
        return Q(practice_id=viewer.practice_id) if self._may(viewer, action) else NONE

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        mine = getattr(thing, "practice_id", None) == viewer.practice_id
        return Decision(True, self.sentence) if mine and self._may(viewer, action) else REFUSED

    def _may(self, viewer: Viewer, action: str) -> bool:
        allowed = {"read": self.readers, "write": self.writers}.get(action, frozenset())
        return viewer.practice_id is not None and bool(viewer.staff_roles & allowed)
