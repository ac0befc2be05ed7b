"""Goals to start from as staff see them: ours, the practice's own, and earlier versions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.goals import content
from ampersand.goals.models import HouseTemplate
from ampersand.goals.rules.templates import Template
from ampersand.privacy import policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """One goal to start from: its words, the practice's own row, if any, and whether it came from us."""

    template: Template
    own: UUID | None
    replaces: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a practice's own goal to start from."""

    id: UUID
    number: int
    text: str
    by: str
    made_at: datetime
    current: bool


def may_write(viewer: Viewer) -> bool:
    """Whether the viewer may change what the practice offers."""
    return _may(viewer, "write")


def entries(viewer: Viewer) -> list[Entry]:
    """Every goal to start from in the viewer's practice; raises Hidden for whoever works in none. One query."""
    if not _may(viewer, "read"):
        raise Hidden
    own = dict(_rows(viewer).filter(current=True).values_list("slug", "pk"))
    known = content.templates()
    return [Entry(one, own.get(one.id), one.id in known) for one in content.available(viewer.practice_id).values()]


def row(viewer: Viewer, template_id: UUID, action: str = "read") -> HouseTemplate:
    """One version of the practice's own; raises Hidden."""
    found: HouseTemplate | None = HouseTemplate.objects.find(viewer, template_id, action)
    if found is None:
        raise Hidden
    return found


def versions(viewer: Viewer, slug: str) -> list[Version]:
    """Every version of one, the newest first. One query."""
    rows = _rows(viewer).filter(slug=slug).order_by("-number")
    return [Version(*row) for row in rows.values_list("pk", "number", "text", "made_by__name", "made_at", "current")]


def set_aside(viewer: Viewer) -> list[Version]:
    """The newest version of each that is not offered any more. One query."""
    offered = _rows(viewer).filter(current=True).values("slug")
    rows = _rows(viewer).exclude(slug__in=offered).order_by("slug", "-number")
    newest: dict[str, Version] = {}
    for slug, *rest in rows.values_list("slug", "pk", "number", "text", "made_by__name", "made_at", "current"):
        version: Any = rest
        newest.setdefault(slug, Version(*version))
    return list(newest.values())


def _may(viewer: Viewer, action: str) -> bool:
    practice = viewer.practice_id
    return practice is not None and policy.can(viewer, action, HouseTemplate(practice_id=practice))


def _rows(viewer: Viewer) -> "QuerySet[HouseTemplate]":
    rows: QuerySet[HouseTemplate] = HouseTemplate.objects.visible_to(viewer)
    return rows
