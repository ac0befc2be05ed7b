"""Reads for the plan of a case: which measures may be given, what runs, what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ampersand.cases.queries import Someone
from ampersand.measures import content
from ampersand.measures.models import Assignment, Plan
from ampersand.measures.queries.cases import Treated
from ampersand.measures.rules.instrument import Frequency, Instrument
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Choice:
    """An instrument that may be given, as a therapist chooses it."""

    slug: str
    title: str
    full_title: str
    minutes: int
    about: str
    direction: str
    usual: str
    rights: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Running:
    """A plan that has not ended."""

    id: UUID
    member: Someone
    slug: str
    title: str
    rhythm: str
    rhythm_words: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An assignment that is open and not answered."""

    id: UUID
    member: Someone
    slug: str
    title: str
    opens_on: date


@dataclass(frozen=True, slots=True)
class OneSided:
    """A plan that one partner has and the other has not: who, and what would make them equal."""

    member: Someone
    other: Someone
    slug: str
    title: str


def choices(viewer: Viewer, known: Mapping[str, Instrument]) -> list[Choice]:
    """Every instrument the practice may give: about the relationship first, then by title."""
    found = [_choice(viewer, one) for one in known.values() if one.wording]
    return sorted(found, key=lambda one: (one.about != _("The relationship"), one.title.casefold()))


def running(viewer: Viewer, treated: Treated, known: Mapping[str, Instrument]) -> list[Running]:
    """The plans that run in a case. One query."""
    rows = Plan.objects.visible_to(viewer).filter(case_id=treated.id, ended_at=None).order_by("instrument", "made_at")
    people = {member.person_id: member for member in treated.members}
    return [
        Running(pk, people[person], slug, title(viewer, slug, known), rhythm, rhythm_words(rhythm, weeks), next_on)
        for pk, person, slug, rhythm, weeks, next_on in rows.values_list(
            "id", "person_id", "instrument", "rhythm", "every_weeks", "next_on"
        )
        if person in people
    ]


def waiting(viewer: Viewer, treated: Treated, known: Mapping[str, Instrument]) -> list[Waiting]:
    """What is open and not answered, the oldest first. One query."""
    rows = Assignment.objects.visible_to(viewer).filter(case_id=treated.id, state=Assignment.State.OPEN)
    people = {member.person_id: member for member in treated.members}
    return [
        Waiting(pk, people[person], slug, title(viewer, slug, known), opens_on)
        for pk, person, slug, opens_on in rows.order_by("opens_on", "instrument").values_list(
            "id", "person_id", "instrument", "opens_on"
        )
        if person in people
    ]


def one_sided(treated: Treated, plans: list[Running]) -> list[OneSided]:
    """In a couple, the plans that only one of the two has."""
    if not treated.is_couple:
        return []
    first, second = treated.members
    has = {(plan.member.person_id, plan.slug) for plan in plans}
    return [
        OneSided(plan.member, other, plan.slug, plan.title)
        for plan in plans
        for other in [second if plan.member == first else first]
        if (other.person_id, plan.slug) not in has
    ]


def rhythm_words(rhythm: str, weeks: int | None) -> str:
    """How often, in words."""
    if rhythm == Plan.Rhythm.WEEKS and weeks:
        return ngettext("every week", "every %(weeks)s weeks", weeks) % {"weeks": weeks}
    return {
        Plan.Rhythm.ONCE: _("once"),
        Plan.Rhythm.MEETING: _("before every meeting"),
        Plan.Rhythm.INTAKE: _("at the start"),
        Plan.Rhythm.END: _("at the end"),
    }[Plan.Rhythm(rhythm)]


def title(viewer: Viewer, slug: str, known: Mapping[str, Instrument]) -> str:
    """An instrument's title, or its slug where the practice took its folder away."""
    return content.words(known[slug], viewer.language).title if slug in known else slug


def usual(frequency: Frequency) -> str:
    """How often an instrument is usually given."""
    return {
        "once": _("once"),
        "every_meeting": _("before every meeting"),
        "weekly": _("every week"),
        "every_n_weeks": ngettext("every week", "every %(weeks)s weeks", frequency.weeks or 1)
        % {"weeks": frequency.weeks},
        "intake_end": _("at the start and at the end"),
    }[frequency.kind]


def _choice(viewer: Viewer, one: Instrument) -> Choice:
    words = content.words(one, viewer.language)
    return Choice(
        slug=one.slug,
        title=words.title,
        full_title=words.full_title,
        minutes=one.minutes,
        about=_("The relationship") if one.about == "relationship" else _("Oneself"),
        direction=_("higher is better") if one.higher_is_better else _("lower is better"),
        usual=usual(one.frequency),
        rights=words.licence,
        provisional=one.change is not None and one.change.provisional,
    )
