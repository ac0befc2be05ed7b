"""Who is looking. Every read takes one of these first."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest


@dataclass(frozen=True)
class Viewer:
    """A person as the policy sees them during one request; `NOBODY` is a visitor who has not signed in."""

    person_id: UUID | None = None
    name: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    practice_id: UUID | None = None
    staff_roles: frozenset[str] = frozenset()
    practice_name: str = ""  # of someone who works in several, and acts for one at a time
    room_mode: bool = False  # others look at this screen: see policy.in_room
    room_case: UUID | None = None  # the case of those who do

    @property
    def is_nobody(self) -> bool:
        """Whether nobody has signed in."""
        return self.person_id is None

    @property
    def is_staff(self) -> bool:
        """Whether the person works for a practice."""
        return bool(self.staff_roles)


NOBODY = Viewer()


class ViewerRequest(HttpRequest):
    """A request as the sign-in middleware leaves it."""

    viewer: Viewer
