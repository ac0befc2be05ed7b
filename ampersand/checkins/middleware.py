"""Room mode begins by itself while people sit together: whoever treats them may be showing them this screen."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from ampersand.accounts.middleware import asks_by_itself
from ampersand.core.pages import see_other
from ampersand.meetings.queries import joint
from ampersand.safety.actions import room

Next = Callable[[HttpRequest], HttpResponse]


class JointMeetingMiddleware:
    """Opens a page in room mode while the therapist meets people jointly, unless it was ended in this same meeting.

    What is sent is taken as it was meant; one query for a therapist's page, none for anyone else's.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The same page once more, now in room mode."""
        viewer = request.viewer
        if viewer.room_mode or "therapist" not in viewer.staff_roles:
            return None
        if request.method not in {"GET", "HEAD"} or asks_by_itself(request):
            return None
        meeting = joint.led_now(viewer)
        if meeting is None or not room.joint_meeting_open(
            by=viewer, session=request.session, case_id=meeting[0], meeting_id=meeting[1]
        ):
            return None
        return see_other(request.get_full_path())
