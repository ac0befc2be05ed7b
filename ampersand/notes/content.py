"""The templates for notes in this house: shipped, overlaid by the practice's folders, and by what its staff wrote.

What comes from files is read once per process.
"""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from ampersand.notes.models import NoteTemplate
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.rules.templates import Section, Template, load
from ampersand.privacy.viewer import Viewer


@cache
def templates() -> Mapping[str, Template]:
    """Every template that comes from files, by slug; a practice's own folder wins over the shipped one."""
    folders = [folder / "notes" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])


def available(viewer: Viewer) -> Mapping[str, Template]:
    """Every template in the viewer's practice; what its staff wrote wins. One query."""
    rows = NoteTemplate.objects.visible_to(viewer).filter(current=True).order_by("made_at")
    return dict(templates()) | {row.slug: template(row) for row in rows}


def template(row: NoteTemplate) -> Template:
    """What a practice wrote, in the form of what comes from files."""
    sections = tuple(Section(f"p{place}", *said) for place, said in enumerate(row.sections, start=1))
    return Template(row.slug, row.title, tuple(Kind(kind) for kind in row.kinds), sections)
