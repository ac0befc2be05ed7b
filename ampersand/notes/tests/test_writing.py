"""Dana writes a note. No word is lost: not to a second window, a lost connection, a double press or a locked one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ampersand.checkins.tests import stories as meetings
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.models import Note, NoteDraft
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.tests.stories import PARTS, THURSDAY, begun, form, put, read
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def typed(text: str, key: str = "subjective", **more: object) -> dict[str, object]:
    return form(dict.fromkeys(PARTS, "") | {key: text}, **more)


def test_from_a_meeting_to_a_signed_note(cast: Cast) -> None:
    clock.fix(THURSDAY - timedelta(days=2))
    met = meetings.meeting(cast, THURSDAY - timedelta(days=1))
    clock.fix(THURSDAY)
    dana = cast.client(cast.dana)
    assert "Meetings without a note" in read(dana, "unsigned")
    page = read(dana, "begin", cast.couple.pk)
    assert "Wednesday 18 November 2026, 19:00" in page
    answer = put(dana, "begin", cast.couple.pk, form_id=new_id(), meeting=met.pk, on="2026-11-19", template="soap")
    key = answer["Location"].split("/")[-2]
    text = read(dana, "write", key)
    assert "18 November 2026, 19:00, 60 minutes" in text
    assert "Who takes part: Ana, Ben" in text
    assert "There is no note before this one." in text
    answer = put(
        dana, "write", key, **form(on="2026-11-18", go="sign", agree="1", facts="1", **{"beside-meeting": "1"})
    )
    assert answer["Location"] == reverse("notes:note", args=[key])
    note = read(dana, "note", key)
    assert "I lie awake." in note
    assert "18 November 2026, 19:00, 60 minutes" in note
    assert "Goals" not in note.split("What was known then")[1].split("Signatures")[0], "only the facts that were chosen"
    assert "Everything is written and signed." in read(dana, "unsigned")


def test_pressed_twice_it_is_begun_once_and_signed_once(cast: Cast) -> None:
    dana, key = cast.client(cast.dana), new_id()
    for _ in range(2):
        assert put(dana, "begin", cast.couple.pk, form_id=key, on="2026-11-19", template="dap").status_code == 303
    parts = {"data": "Ana: I lie awake.", "assessment": "", "plan": ""}
    for _ in range(2):
        assert put(dana, "write", key, **form(parts, go="sign", agree="1")).status_code == 303
    with system_scope("a story"):
        assert (Note.objects.count(), NoteDraft.objects.count()) == (1, 0)


def test_what_is_typed_is_kept_and_sealed_for_its_writer_alone(cast: Cast) -> None:
    key, dana = begun(cast), cast.client(cast.dana)
    assert put(dana, "keep", key, **typed("Ana: I lie awake.")).json() == {"revision": 2, "taken": {}}
    assert "I lie awake." in read(dana, "write", key)
    with system_scope("a story"):
        assert b"awake" not in bytes(NoteDraft.objects.get().words)
    for other in (cast.emil, cast.ana, cast.ben, cast.gita, cast.hugo):
        assert cast.client(other).get(reverse("notes:write", args=[key])).status_code == 404


def test_one_window_goes_on_and_another_is_brought_together_with_it(cast: Cast) -> None:
    key, dana = begun(cast), cast.client(cast.dana)
    put(dana, "keep", key, **typed("from the desk", writer="desk"))
    put(dana, "keep", key, **typed("from the desk, and more", writer="desk", revision=2))
    answer = put(dana, "keep", key, **typed("on the phone", "plan", writer="phone", revision=1))
    assert answer.json() == {"revision": 4, "taken": {"subjective": "from the desk, and more"}}
    again = typed("from the desk, and the end", writer="desk", revision=3)
    assert put(dana, "keep", key, **again).json() == {"revision": 5, "taken": {"plan": "on the phone"}}
    page = read(dana, "write", key)
    assert "from the desk, and the end" in page
    assert "on the phone" in page


def test_two_windows_in_the_same_part_are_both_shown_and_one_chooses(cast: Cast) -> None:
    key, dana = begun(cast), cast.client(cast.dana)
    put(dana, "keep", key, **typed("from the desk", writer="desk"))
    phone = typed("on the phone", writer="phone", revision=1)
    assert put(dana, "keep", key, **phone).status_code == 409
    asked = put(dana, "write", key, **phone, go="save")
    assert asked.status_code == 409
    page = asked.content.decode()
    assert "on the phone" in page
    assert "from the desk" in page
    assert 'name="revision" value="2"' in page
    chosen = typed("both, together", writer="phone", revision=2, **{"choice-subjective": "1"})
    assert put(dana, "write", key, **chosen, go="save").status_code == 303
    assert "both, together" in read(dana, "write", key)


def test_a_window_that_began_long_ago_is_asked_about_every_difference(cast: Cast) -> None:
    key, dana = begun(cast), cast.client(cast.dana)
    for revision, writer in enumerate(("one", "two", "three"), start=1):
        put(dana, "keep", key, **typed(writer, writer=writer, revision=revision))
    assert put(dana, "keep", key, **typed("old", writer="old", revision=1)).status_code == 409
    assert "three" in read(dana, "write", key)


def test_a_note_is_signed_only_when_finished_and_only_with_words(cast: Cast) -> None:
    key, dana = begun(cast), cast.client(cast.dana)
    answer = put(dana, "write", key, **form(go="sign"))
    assert answer.status_code == 422
    assert "I lie awake." in answer.content.decode(), "what was typed stays"
    empty = put(dana, "write", key, **typed("", go="sign", agree="1"))
    assert "Nothing is written yet." in empty.content.decode()
    tomorrow = put(dana, "write", key, **form(on="2026-11-21", go="save"))
    assert tomorrow.status_code == 422


def test_a_part_that_is_too_long_is_not_lost_but_said(cast: Cast) -> None:
    key, dana = begun(cast), cast.client(cast.dana)
    assert put(dana, "keep", key, **typed("x" * 50_001)).status_code == 422
    assert put(dana, "write", key, **typed("x" * 50_001, go="save")).status_code == 422


def test_the_note_before_stands_beside_it(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    first = begun(cast)
    put(dana, "write", first, **form(go="sign", agree="1"))
    page = read(dana, "write", begun(cast))
    assert "The note before" in page
    assert "The loop is softer." in page
    assert "The note before" not in read(dana, "write", begun(cast, Kind.INDIVIDUAL, cast.ana)), "another folder"


def test_only_whoever_leads_the_case_writes(cast: Cast) -> None:
    for other in (cast.emil, cast.ana, cast.ben, cast.gita, cast.hugo):
        assert cast.client(other).get(reverse("notes:begin", args=[cast.couple.pk])).status_code == 404
    assert cast.client(cast.dana).get(reverse("notes:begin", args=[cast.couple.pk])).status_code == 200


def test_throwing_away_is_asked_first_and_rests_while_a_hold_lies_on_the_case(cast: Cast) -> None:
    key, dana = begun(cast), cast.client(cast.dana)
    assert "Throw it away?" in read(dana, "drop", key)
    cast.couple.hold_since = clock.now()
    cast.couple.save(update_fields=["hold_since"])
    assert "A legal hold lies on this case" in put(dana, "drop", key).content.decode()
    cast.couple.hold_since = None
    cast.couple.save(update_fields=["hold_since"])
    assert put(dana, "drop", key).status_code == 303
    assert dana.get(reverse("notes:write", args=[key])).status_code == 404
