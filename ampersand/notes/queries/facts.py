"""Facts from other features beside a note: read through the viewer's own rights, and kept when it is signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.core.clock import now
from ampersand.goals.queries import roadmap as goals
from ampersand.measures import content
from ampersand.measures.queries import cases as measures
from ampersand.measures.queries.cases import Stand
from ampersand.measures.queries.planning import title
from ampersand.meetings.models import Meeting
from ampersand.notes.models import Note
from ampersand.notes.queries import people
from ampersand.notes.rules.record import Fact, FactLine
from ampersand.notes.wording import FACTS
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about: whose, which day, which meeting."""

    case: OneCase
    about: UUID | None
    on: date
    meeting: UUID | None


def beside(viewer: Viewer, about: About, keys: tuple[str, ...] = tuple(FACTS)) -> tuple[Fact, ...]:
    """The facts of these kinds as they are now; one that has nothing to say says so."""
    lines = {"meeting": _meeting, "measures": _measures, "goals": _goals}
    return tuple(Fact(key, str(FACTS[key]), tuple(lines[key](viewer, about))) for key in FACTS if key in keys)


def _meeting(viewer: Viewer, about: About) -> Iterator[FactLine]:
    known = people.everyone(about.case)
    row = Meeting.objects.visible_to(viewer).filter(pk=about.meeting).first() if about.meeting else None
    if row:
        at = row.begins_at.astimezone(ZoneInfo(viewer.time_zone))
        told = {
            "day": date_format(at.date(), "j F Y"),
            "time": f"{at:%H:%M}",
            "minutes": (row.ends_at - row.begins_at).seconds // 60,
        }
        yield FactLine(_("%(day)s, %(time)s, %(minutes)s minutes") % told)
    else:
        yield FactLine(date_format(about.on, "j F Y"))
    if about.about and about.about in known:
        yield FactLine(_("With %(name)s alone") % {"name": known[about.about].name}, about.about)
    elif about.case.members:
        names = ", ".join(one.name for one in about.case.members)
        yield FactLine(_("Who takes part: %(names)s") % {"names": names})


def _measures(viewer: Viewer, about: About) -> Iterator[FactLine]:
    since, known = _since(viewer, about), people.everyone(about.case)
    stands = [
        one
        for one in measures.standings(viewer, [about.case.id])
        if one.last_at
        and one.last_total is not None
        and (since is None or since <= one.last_at)
        and one.last_at <= now()
    ]
    titles = content.available(viewer.practice_id)
    for key, someone in known.items():
        for one in stands:
            if one.person_id == key and about.about in (None, key):
                yield FactLine(f"{someone.name}, {title(viewer, one.slug, titles)}: {_stood(one)}", key)


def _stood(one: Stand) -> str:
    last = f"{one.last_total:g}"
    if one.first_total is None or one.first_at == one.last_at:
        return _("%(last)s, for the first time") % {"last": last}
    return _("%(last)s; at the start %(first)s") % {"last": last, "first": f"{one.first_total:g}"}


def _goals(viewer: Viewer, about: About) -> Iterator[FactLine]:
    for card in goals.cards(viewer, about.case):
        owner = card.owner.person_id if card.owner else None
        if not card.is_open or owner not in (None, about.about):
            continue
        yield FactLine(card.words.text, owner)
        for stand in card.last.stands if card.last else ():
            if about.about in (None, stand.who.person_id):
                yield FactLine(f"{stand.who.name}: {stand.words}", stand.who.person_id)
        for step in card.open_steps:
            holder = step.holder.person_id if step.holder else None
            if about.about is None or holder in (None, about.about):
                yield FactLine(_("Trying: %(what)s") % {"what": step.what}, holder or owner)


def _since(viewer: Viewer, about: About) -> datetime | None:
    """Since the last signed note of a meeting in the same folder, before the day of this one. One query."""
    rows = Note.objects.visible_to(viewer).filter(case_id=about.case.id, about_id=about.about, on__lt=about.on)
    last = rows.filter(kind__in=["joint", "individual"]).order_by("-on").values_list("on", flat=True).first()
    return datetime.combine(last, time(), UTC) if last else None
