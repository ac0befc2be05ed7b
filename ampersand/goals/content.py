"""The goals to start from in this house: shipped, overlaid by the practice's folders, and by what its staff wrote.

What comes from files is read once per process.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from ampersand.goals.models import HouseTemplate
from ampersand.goals.rules.scale import LEVELS
from ampersand.goals.rules.templates import Template, load


@cache
def templates() -> Mapping[str, Template]:
    """Every goal to start from that comes from files, by id; a practice's own folder wins over the shipped one."""
    folders = [folder / "goals" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])


def available(practice_id: UUID | None) -> Mapping[str, Template]:
    """Every goal to start from in a practice; what its staff wrote wins. One query."""
    # Clients are no readers of this table, but of the words that they may start from.
    rows: QuerySet[HouseTemplate] = QuerySet(HouseTemplate)
    own = rows.filter(practice_id=practice_id, current=True).order_by("made_at") if practice_id else ()
    return dict(templates()) | {row.slug: template(row) for row in own}


def template(row: HouseTemplate) -> Template:
    """What a practice wrote, in the form of what comes from files."""
    levels = MappingProxyType(dict(zip(LEVELS, row.levels, strict=True)))
    return Template(row.slug, row.domain, row.type, row.text, levels, tuple(row.steps), row.measured, row.suggest)


def offered(kind: str, practice_id: UUID | None, *, to_therapist: bool) -> list[Template]:
    """What may be offered in a case of this kind; a therapist also sees what is never suggested. One query."""
    fitting = {"individual": {"mine"}, "couple": {"shared", "mine", "supporting"}, "family": {"family", "mine"}}[kind]
    found = available(practice_id).values()
    return [one for one in found if one.type in fitting and (one.suggest or to_therapist)]
