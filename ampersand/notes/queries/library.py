"""Templates for notes as staff see them: ours, the practice's own, and what was set aside."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ampersand.notes import content
from ampersand.notes.models import NoteTemplate
from ampersand.notes.rules.templates import Template
from ampersand.notes.wording import LINE_KINDS
from ampersand.privacy import policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """One template: its words, the practice's own row, if any, and whether it came from us."""

    template: Template
    own: UUID | None
    replaces: bool

    @property
    def kinds(self) -> str:
        """For what it is offered, in words."""
        return ", ".join(str(LINE_KINDS[kind]).lower() for kind in self.template.kinds)

    @property
    def parts(self) -> str:
        """Its parts by name."""
        return " · ".join(one.title for one in self.template.sections)


def may_write(viewer: Viewer) -> bool:
    """Whether the viewer may change what the practice offers."""
    return _may(viewer, "write")


def entries(viewer: Viewer) -> list[Entry]:
    """Every template of the viewer's practice; raises Hidden for whoever works in none. Two queries."""
    if not _may(viewer, "read"):
        raise Hidden
    own = dict(_rows(viewer).filter(current=True).values_list("slug", "pk"))
    known = content.templates()
    return [Entry(one, own.get(one.slug), one.slug in known) for one in content.available(viewer).values()]


def row(viewer: Viewer, template_id: UUID, action: str = "read") -> NoteTemplate:
    """One version of the practice's own; raises Hidden."""
    found: NoteTemplate | None = NoteTemplate.objects.find(viewer, template_id, action)
    if found is None:
        raise Hidden
    return found


def set_aside(viewer: Viewer) -> list[NoteTemplate]:
    """The newest version of each that is not offered any more. One query."""
    offered = _rows(viewer).filter(current=True).values("slug")
    newest: dict[str, NoteTemplate] = {}
    for one in _rows(viewer).exclude(slug__in=offered).order_by("slug", "-number"):
        newest.setdefault(one.slug, one)
    return list(newest.values())


def _may(viewer: Viewer, action: str) -> bool:
    practice = viewer.practice_id
    return practice is not None and policy.can(viewer, action, NoteTemplate(practice_id=practice))


def _rows(viewer: Viewer) -> "QuerySet[NoteTemplate]":
    rows: QuerySet[NoteTemplate] = NoteTemplate.objects.visible_to(viewer)
    return rows
