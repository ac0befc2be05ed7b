"""Models that cannot be read without a viewer: `objects.visible_to(viewer)` is the way in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from ampersand.privacy import kept, prepared
from ampersand.privacy.viewer import Viewer

_reason: ContextVar[str] = ContextVar("system_scope", default="")
M = TypeVar("M", bound=models.Model)


class UnscopedRead(RuntimeError):
    """A private table was read without saying who is looking."""


@contextmanager
def system_scope(why: str) -> Iterator[None]:
    """Let the program itself read across people, for a reason that goes on the house's audit chain."""
    from ampersand.privacy import audit

    if not why.strip():
        raise ValueError("A system scope needs a reason.")
    if not _reason.get():
        audit.record(chain=audit.HOUSE, actor=None, verb="system.scope", note=why)
    token = _reason.set(why)
    try:
        yield
    finally:
        _reason.reset(token)


forget = kept.forget  # for tests that change a policy while the program runs


class ScopedManager(models.Manager[M]):
    """Reads begin with a viewer; anything else raises UnscopedRead outside a system scope."""

    def visible_to(self, viewer: Viewer, action: str = "read") -> models.QuerySet[M]:
        """The rows on which the viewer may do the action."""
        return kept.rows(self.model, self._db, viewer, action)

    def find(self, viewer: Viewer, key: Any, action: str = "read") -> M | None:
        """One row by its key, if the viewer may do the action on it, by a query that is built once for each kind of
        viewer: what `visible_to(viewer, action).filter(pk=key).first()` says."""
        return prepared.find(self.model, viewer, key, action)

    def get_queryset(self) -> models.QuerySet[M]:
        """Every row, inside a system scope only."""
        if not _reason.get():
            raise UnscopedRead(f"{self.model.__name__}: use visible_to(viewer), or say why in system_scope().")
        return super().get_queryset()


class ScopedModel(models.Model):
    """A table with private rows; its app registers the policy that says who may do what."""

    objects: ClassVar[ScopedManager[Any]] = ScopedManager()

    class Meta:
        abstract = True

    def insert(self) -> Self:
        """Store a new row and return it."""
        self.save(force_insert=True)
        return self
