"""Room mode hangs on one sign-in, and only on those of people who work for a practice."""

from ampersand.accounts import room
from tests.cast import Cast


def test_a_viewer_is_seen_in_room_mode_as_long_as_the_session_says_so(cast: Cast) -> None:
    dana, session = cast.viewer(cast.dana), {}
    assert room.as_seen(session, dana) == dana
    room.enter(session, cast.couple.pk)
    seen = room.as_seen(session, dana)
    assert (seen.room_mode, seen.room_case, seen.person_id) == (True, cast.couple.pk, dana.person_id)
    room.enter(session, None)
    assert (room.as_seen(session, dana).room_mode, room.as_seen(session, dana).room_case) == (True, None)
    room.leave(session)
    assert room.as_seen(session, dana) == dana


def test_a_client_has_none(cast: Cast) -> None:
    ana = cast.viewer(cast.ana)
    assert room.as_seen({room.ROOM: str(cast.couple.pk)}, ana) == ana
