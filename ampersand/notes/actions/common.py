"""What the verbs have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.cases.policy import may_destroy
from ampersand.core.merging import Merged


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


class ChangedElsewhere(Exception):
    """Another window wrote since; `revision` is the newest, `merged` what comes of both."""

    def __init__(self, revision: int, merged: Merged[str]) -> None:
        super().__init__(f"it is at revision {revision}")
        self.revision, self.merged = revision, merged


@dataclass(frozen=True, slots=True)
class Window:
    """One open page: the revision that it began with, its own mark, and the parts on whose wording it has decided."""

    revision: int
    writer: str
    decided: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept now: its revision, and the words, which may hold more than what was sent."""

    revision: int
    parts: Mapping[str, str]
    taken: tuple[str, ...] = ()


def stays_on_hold(case_id: UUID) -> None:
    """Go on only where something may be deleted; raises Refused while a legal hold lies on the case."""
    if not may_destroy(case_id):
        raise Refused(_("A legal hold lies on this case: nothing of it is deleted."))
