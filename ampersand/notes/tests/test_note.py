"""A signed note: whose folder, who reads it, what is added, who signs it too. What is signed never changes."""

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.models import Addendum, Note
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.tests.stories import THURSDAY, put, read, signed
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def test_dana_and_emil_read_it_with_whose_words_they_are_and_nobody_else(cast: Cast) -> None:
    note = signed(cast)
    for who in (cast.dana, cast.emil):
        page = read(cast.client(who), "note", note.pk)
        assert "I did not know that." in page
        assert "Together" in page
    for who in (cast.ana, cast.ben, cast.gita, cast.hugo, cast.farid):
        assert cast.client(who).get(reverse("notes:note", args=[note.pk])).status_code == 404
    assert AuditEvent.objects.filter(chain=cast.couple.pk, verb="note.opened").count() == 2


@pytest.mark.parametrize(
    ("policy", "own", "words"), [("A", False, "told alone, in the folder of all"), ("B", True, "Ana’s own folder")]
)
def test_a_meeting_with_one_lies_where_the_agreement_says(cast: Cast, policy: str, own: bool, words: str) -> None:
    cast.couple.confidentiality = policy
    cast.couple.save(update_fields=["confidentiality"])
    note = signed(cast, Kind.INDIVIDUAL, cast.ana)
    assert (note.owner_id == cast.ana.pk, note.told_alone) == (own, True)
    assert words in read(cast.client(cast.dana), "notes", cast.couple.pk)


def test_with_one_client_there_is_one_folder(cast: Cast) -> None:
    note = signed(cast, Kind.CONTACT, cast.ana, by=cast.hugo, case=cast.anas_own, template="contact",
                  parts={"who": "A call", "said": "Ana: I come on Monday."})  # fmt: skip
    assert (note.owner_id, note.told_alone) == (None, False)


def test_what_was_signed_stays_and_more_stands_below_it(cast: Cast) -> None:
    note, dana, key = signed(cast), cast.client(cast.dana), new_id()
    for _ in range(2):
        assert put(dana, "add", note.pk, form_id=key, text="Ben: it was Sunday, not Monday.").status_code == 303
    page = read(dana, "note", note.pk)
    assert page.count("it was Sunday, not Monday.") == 1
    assert put(dana, "add", note.pk, form_id=new_id(), text=" ").status_code == 422
    assert put(cast.client(cast.emil), "add", note.pk, form_id=new_id(), text="x").status_code == 404
    with system_scope("a story"):
        assert Addendum.objects.count() == 1
        assert bytes(Note.objects.get().words) == bytes(note.words)
        assert b"Sunday" not in bytes(Addendum.objects.get().words)


def test_emil_signs_too_where_he_was_asked(cast: Cast) -> None:
    note, dana, emil = signed(cast), cast.client(cast.dana), cast.client(cast.emil)
    assert put(emil, "cosign", note.pk).status_code == 404, "nobody asked him"
    assert "Ask Emil to sign, too" in read(dana, "note", note.pk)
    assert put(dana, "ask_cosign", note.pk, person=cast.hugo.pk).status_code == 404
    for _ in range(2):
        assert put(dana, "ask_cosign", note.pk, person=cast.emil.pk).status_code == 303
    assert "asked by Dana" in read(emil, "unsigned")
    assert put(dana, "cosign", note.pk).status_code == 404
    for _ in range(2):
        assert put(emil, "cosign", note.pk).status_code == 303
    assert "asked by Dana" not in read(emil, "unsigned")
    assert AuditEvent.objects.filter(verb="note.cosigned").count() == 1


def test_several_notes_of_one_day_stand_side_by_side(cast: Cast) -> None:
    for kind, about in ((Kind.JOINT, None), (Kind.INDIVIDUAL, cast.ana), (Kind.INDIVIDUAL, cast.ben)):
        signed(cast, kind, about)
    dana = cast.client(cast.dana)
    page = read(dana, "notes", cast.couple.pk)
    assert "Meeting of all, " in page
    assert "Meeting with one, Ana, " in page
    only = dana.get(reverse("notes:notes", args=[cast.couple.pk]), {"about": cast.ben.pk}).content.decode()
    assert "Meeting with one, Ben, " in only
    assert "Meeting with one, Ana, " not in only
    assert (
        "None like this." in dana.get(reverse("notes:notes", args=[cast.couple.pk]), {"kind": "plan"}).content.decode()
    )


def test_a_case_that_has_ended_still_gets_its_summary(cast: Cast) -> None:
    cast.couple.state, cast.couple.ended_on = "ended", THURSDAY.date()
    cast.couple.save(update_fields=["state", "ended_on"])
    signed(cast, Kind.DISCHARGE, template="discharge", parts={"came": "Rows about money."})
    assert "Summary at the end" in read(cast.client(cast.dana), "notes", cast.couple.pk)
