"""Reads for those who treat or supervise a case: its standings, its lines, one set of answers."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.measures import content
from ampersand.measures.models import Administration, Assignment, Standing
from ampersand.measures.queries import flags, sealed
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.words import Course, Point
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Treated:
    """A case as those who treat it see it; `role` is how the viewer stands to it: therapist or supervisor."""

    case: OneCase
    role: str
    members: tuple[Someone, ...]

    @property
    def id(self) -> UUID:
        """The case's id."""
        return self.case.id

    @property
    def is_couple(self) -> bool:
        """Whether its two members are partners."""
        return self.case.kind == "couple" and len(self.members) == 2

    @property
    def may_change(self) -> bool:
        """Whether the viewer leads it and it is still open."""
        return self.role == "therapist" and not self.case.ended

    @property
    def names(self) -> str:
        """Its members by name."""
        return " & ".join(member.name for member in self.case.members or self.members)


@dataclass(frozen=True, slots=True)
class Stand:
    """One person's standing on one instrument, as it is kept beside the answers."""

    case_id: UUID
    person_id: UUID
    slug: str
    sessions: int
    answers: int
    first_total: float | None
    first_at: datetime | None
    last_total: float | None
    last_at: datetime | None
    verdict: str
    track: str
    reason: str
    since: datetime | None
    provisional: bool
    flags: str
    flagged_at: datetime | None


_STAND = (
    "case_id", "person_id", "instrument", "sessions", "answers", "first_total", "first_at", "last_total", "last_at",
    "verdict", "track", "reason", "since", "provisional", "flags", "flagged_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """One set of answers as a line in a table."""

    id: UUID
    person: Someone
    taken_at: datetime
    total: float | None
    band: str
    flags: tuple[str, ...]
    safety: bool
    missing: int
    shared: bool
    source: str
    current: bool
    amends: UUID | None


@dataclass(frozen=True)
class Lines:
    """Everyone's line on one instrument: courses in the order of the members; every set of answers, newest first."""

    instrument: Instrument
    courses: tuple[Course, ...]
    given: tuple[Given, ...]
    waiting: frozenset[UUID]

    def latest(self, person_id: UUID) -> Given | None:
        """A person's latest answers."""
        return next((one for one in self.given if one.current and one.person.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """One item with what was answered: the words and the score, or nothing."""

    id: str
    text: str
    chosen: str
    code: Number | None
    safety: bool


@dataclass(frozen=True)
class Sheet:
    """One set of answers item by item, with its other versions."""

    id: UUID
    person: Someone
    instrument: Instrument
    taken_at: datetime
    total: float | None
    band: str
    flags: tuple[str, ...]
    answers: tuple[Answer, ...]
    versions: tuple[tuple[UUID, datetime, float | None, bool], ...]
    current: bool
    source: str
    row: Administration

    @property
    def safety(self) -> bool:
        """Whether an answer about safety was raised or left open."""
        return flags.is_safety(self.instrument, self.row.flags)


def treated(viewer: Viewer, case_id: UUID) -> Treated:
    """The case for its therapist or supervisor; raises Hidden for everyone else, its members too. Two queries."""
    case = cases.one(viewer, case_id)
    roles = {person.role for person in case.here if person.person_id == viewer.person_id} & viewer.staff_roles
    role = next((role for role in ("therapist", "supervisor") if role in roles), None)
    if role is None:
        raise Hidden
    return Treated(case, role, _everyone(case))


def standings(viewer: Viewer, case_ids: list[UUID]) -> list[Stand]:
    """How everyone in these cases stands, the last answered first. One query."""
    rows = Standing.objects.visible_to(viewer).filter(case_id__in=case_ids).order_by("-last_at", "instrument")
    return [Stand(*row) for row in rows.values_list(*_STAND)]


def waiting(viewer: Viewer, case_id: UUID) -> list[tuple[UUID, str, date]]:
    """What is open and not answered: person, instrument, since when; the oldest first. One query."""
    rows = Assignment.objects.visible_to(viewer).filter(case_id=case_id, state=Assignment.State.OPEN)
    return list(rows.order_by("opens_on", "instrument").values_list("person_id", "instrument", "opens_on"))


def lines(viewer: Viewer, treated: Treated, instrument: Instrument) -> Lines:
    """Everyone's answers and missed times on one instrument. Two queries, however many answers."""
    people = {member.person_id: member for member in treated.members}
    same = {"case_id": treated.id, "instrument": instrument.slug, "person_id__in": list(people)}
    rows = Administration.objects.visible_to(viewer).filter(**same).order_by("-taken_at", "-stored_at").values_list(
        "id", "person_id", "taken_at", "total", "band", "flags", "missing", "audience", "source", "current", "amends_id"
    )  # fmt: skip
    given = tuple(
        Given(
            pk, people[person], at, total, band, flags.words(instrument, raised, viewer.language),
            flags.is_safety(instrument, raised),
            missing, audience == "all_of_us", source, current, amends,
        )
        for pk, person, at, total, band, raised, missing, audience, source, current, amends in rows
    )  # fmt: skip
    asked = Assignment.objects.visible_to(viewer).filter(
        **same, state__in=(Assignment.State.PASSED, Assignment.State.OPEN)
    )
    missed: dict[UUID, list[Point]] = {}
    still_open = set()
    for person, on, state in asked.values_list("person_id", "opens_on", "state"):
        if state == Assignment.State.OPEN:
            still_open.add(person)
        else:
            missed.setdefault(person, []).append(Point(on, None, answered=False))
    courses = tuple(_course(viewer, member, given, missed.get(member.person_id, [])) for member in treated.members)
    return Lines(instrument, courses, given, frozenset(still_open))


def sheet(viewer: Viewer, treated: Treated, administration_id: UUID) -> Sheet:
    """One set of answers item by item; raises Hidden, and vault.Unreadable when its key was destroyed."""
    rows = Administration.objects.visible_to(viewer).filter(case_id=treated.id)
    found = rows.filter(pk=administration_id).first()
    if found is None:
        raise Hidden
    one: Administration = found
    instrument = content.instrument(one.instrument, viewer.practice_id, one.content)
    raised = flags.words(instrument, one.flags, viewer.language)
    codes = sealed.open_answers(one.case_id, one.person_id, one.pk, bytes(one.answers))
    person = next((member for member in treated.members if member.person_id == one.person_id), None)
    if person is None:
        raise Hidden
    return Sheet(
        one.pk, person, instrument, one.taken_at, one.total, one.band, raised,
        _answers(viewer, instrument, codes), _versions(viewer, one), one.current, one.source, one,
    )  # fmt: skip


def _everyone(case: OneCase) -> tuple[Someone, ...]:
    """Members by name, those who have left last; each person once."""
    members = [person for person in case.people if person.role == "member"]
    return tuple({person.person_id: person for person in reversed(members)}.values())[::-1]


def _course(viewer: Viewer, member: Someone, given: tuple[Given, ...], missed: list[Point]) -> Course:
    zone = ZoneInfo(viewer.time_zone)
    answered = [
        Point(one.taken_at.astimezone(zone).date(), one.total)
        for one in reversed(given)
        if one.current and one.person.person_id == member.person_id
    ]
    return Course(member.name, tuple(sorted([*missed, *answered], key=lambda point: point.on)))


def _versions(viewer: Viewer, one: Administration) -> tuple[tuple[UUID, datetime, float | None, bool], ...]:
    if one.assignment_id is None and one.amends_id is None and one.current:
        return ()
    same = Administration.objects.visible_to(viewer).filter(
        case_id=one.case_id, person_id=one.person_id, instrument=one.instrument
    )
    rows = list(same.order_by("stored_at").values_list("id", "stored_at", "total", "current", "amends_id"))
    chains = _chains([(row[0], row[4]) for row in rows])
    mine = next((chain for chain in chains if one.pk in chain), [one.pk])
    return tuple(row[:4] for row in rows if row[0] in mine) if len(mine) > 1 else ()


def _chains(rows: list[tuple[UUID, UUID | None]]) -> list[list[UUID]]:
    """Versions of one set of answers together, in order; each row comes after what it amends."""
    chains: list[list[UUID]] = []
    for pk, amends in rows:
        chain = next((chain for chain in chains if amends in chain), None)
        if chain:
            chain.append(pk)
        else:
            chains.append([pk])
    return chains


def _answers(viewer: Viewer, instrument: Instrument, codes: dict[str, Number | None]) -> tuple[Answer, ...]:
    words = content.words(instrument, viewer.language)
    watched = {watch.item: watch for watch in instrument.safety}
    found = []
    for item in instrument.items:
        code = codes.get(item.id)
        labels = words.scales[item.scale.id]
        chosen = labels[item.scale.codes.index(code)] if code in item.scale.codes else ""
        if not chosen and code in item.scale.codes:
            chosen = f"{item.scale.codes.index(code) + 1} / {len(labels)}, {labels[0]} – {labels[-1]}"
        watch = watched.get(item.id)
        raised = watch is not None and code is not None and code >= watch.at_least
        found.append(Answer(item.id, words.items[item.id], chosen, code, raised))
    return tuple(found)


def instruments_in(viewer: Viewer, stands: list[Stand]) -> list[tuple[Instrument, list[Stand]]]:
    """The instruments answered in a case with everyone's standing: about the relationship first, then the most used."""
    known = content.available(viewer.practice_id)
    by_slug = groupby(sorted(stands, key=lambda stand: stand.slug), key=lambda stand: stand.slug)
    found = [(known[slug], list(group)) for slug, group in by_slug if slug in known]
    return sorted(found, key=lambda pair: (pair[0].about != "relationship", -sum(one.answers for one in pair[1])))
