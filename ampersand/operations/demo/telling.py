"""What those who tell a story by hand need: a person as they are signed in, Ana and Ben's case, an earlier hour."""

from datetime import datetime, timedelta
from uuid import UUID

from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.operations.demo import people as who
from ampersand.operations.demo.people import Someone
from ampersand.privacy.viewer import Viewer


def viewer(person: Someone, *roles: str) -> Viewer:
    """The person, signed in; with roles, as staff of Linden House."""
    return Viewer(person.id, person.name, "en", person.zone, who.PRACTICE if roles else None, frozenset(roles))


def couple() -> UUID:
    """The case of Ana and Ben, inside a system scope."""
    rows = Participation.objects.filter(person_id=who.BEN.id, role="member", case__kind="couple", left_at__isnull=True)
    found: UUID = rows.values_list("case_id", flat=True)[0]
    return found


def weeks_ago(weeks: int, hours: int = 3) -> datetime:
    """An hour so many weeks ago."""
    return clock.now() - timedelta(weeks=weeks, hours=hours)
