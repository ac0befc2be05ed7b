"""The caseload as a page shows it: each case in one line that says why, since when, and where to go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import Someone
from ampersand.core.addresses import address
from ampersand.measures import content
from ampersand.measures.queries import caseload, flags, pictures, reading
from ampersand.measures.queries.caseload import FLAGGED, QUIET, Row
from ampersand.measures.queries.cases import Stand
from ampersand.measures.rules.instrument import Instrument
from ampersand.privacy.viewer import Viewer

SHOWN, UNSURE_SHOWN = 3, 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case needs attention: in words, and since when."""

    text: str
    since: datetime | None
    safety: bool


@dataclass(frozen=True)
class Line:
    """One case in the list."""

    id: UUID
    kind: str
    members: tuple[Someone, ...]
    reasons: tuple[Reason, ...]
    quiet: tuple[str, ...]
    active: datetime | None
    supervised: bool
    url: str
    action: str


@dataclass(frozen=True)
class Speaker:
    """Says standings in words, with the instruments of the practice at hand."""

    viewer: Viewer
    instruments: Mapping[str, Instrument]

    def reason(self, rank: int, stand: Stand, name: str) -> Reason:
        """One reason, with since when it holds."""
        return Reason(self._words(rank, stand, name), caseload.since(rank, stand), rank == FLAGGED)

    def quietly(self, stand: Stand, names: Mapping[UUID, str]) -> str:
        """A reason that rests on an unverified number."""
        said = self._words(QUIET, stand, names.get(stand.person_id, ""))
        return _("%(said)s (provisional)") % {"said": said}

    def _words(self, rank: int, stand: Stand, name: str) -> str:
        instrument = self.instruments.get(stand.slug)
        title = pictures.title(self.viewer, instrument) if instrument else stand.slug
        said = reading.status(stand.reason)
        if rank == FLAGGED:
            said = " ".join(flags.words(instrument, stand.flags, self.viewer.language)) if instrument else stand.flags
        return f"{name}, {title}: {said}" if name else f"{title}: {said}"


def lines(viewer: Viewer, rows: list[Row]) -> list[Line]:
    """A page of cases in words. Four queries, however many cases."""
    ids = [row.id for row in rows]
    people = cases.people(viewer, ids)
    why = caseload.reasons(viewer, ids)
    speak = Speaker(viewer, content.available(viewer.practice_id))
    return [_line(viewer, speak, row, people.get(row.id, ()), why.get(row.id, [])) for row in rows]


def _line(viewer: Viewer, speak: Speaker, row: Row, people: tuple[Someone, ...], why: list[tuple[int, Stand]]) -> Line:
    members = tuple(person for person in people if person.role == "member" and person.here)
    names = {} if len(members) < 2 else {person.person_id: person.name for person in members}
    pressing = [(rank, stand) for rank, stand in why if rank < QUIET][:SHOWN]
    reasons = tuple(speak.reason(rank, stand, names.get(stand.person_id, "")) for rank, stand in pressing)
    url, action = address("overview:case", row.id), _("Open")
    if pressing:
        slug = pressing[0][1].slug
        url = f"{address('measures:of_case', row.id)}?instrument={slug}"
        action = _("Read the answers") if row.rank == FLAGGED else _("See the line")
    mine = {person.role for person in people if person.person_id == viewer.person_id and person.here}
    unsure = [stand for rank, stand in why if rank == QUIET and _worth_saying(stand)][:UNSURE_SHOWN]
    quiet = tuple(speak.quietly(stand, names) for stand in unsure)
    supervised = "therapist" not in mine & viewer.staff_roles
    return Line(row.id, row.kind, members, reasons, quiet, row.active, supervised, url, action)


def _worth_saying(stand: Stand) -> bool:
    """A provisional turn for the worse is said, quietly; it moves nothing."""
    return stand.provisional and stand.track in ("red", "amber")
