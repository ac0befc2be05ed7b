"""Ana asks for her part of the record. Not one word of Ben's is in it, and he never learns that she asked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.actions import giving, signing
from ampersand.notes.models import Extract
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.tests.stories import THURSDAY, put, read, signed
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast
from tests.privacy.crawl import CHANGING

pytestmark = pytest.mark.django_db
TALK = (
    "Ana: canary-ana wants more time. Ben: canary-ben feels nagged.\nBoth: canary-both a walk on Sunday\n"
    "canary-nobody They look away.\nAna: Ben said: canary-quoted never\n- BEN (low): canary-low"
)


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def drafted(cast: Cast, who: object, **query: str) -> str:
    path = reverse("notes:prepare", args=[cast.couple.pk, who.pk]) + (f"?scope={query['scope']}" if query else "")
    answer = cast.client(cast.dana).post(path, {"form_id": new_id()})
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"].split("/")[-2]


def edited(page: str) -> str:
    """What stands in the fields, without what is shown beside them."""
    return page.split("<aside")[0]


def test_nothing_that_ben_said_is_in_anas_part(cast: Cast) -> None:
    note = signed(cast, parts={"subjective": TALK})
    signing.add(by=cast.viewer(cast.dana), note_id=note.pk, text="Ben: canary-added", addendum_id=new_id())
    signed(cast, Kind.INDIVIDUAL, cast.ben, parts={"subjective": "Ben: canary-alone\ncanary-alone-too"})
    signed(cast, Kind.INDIVIDUAL, cast.ana, parts={"subjective": "Ana: canary-own"})
    page = read(cast.client(cast.dana), "extract", drafted(cast, cast.ana))
    for there in ("canary-ana", "canary-both", "canary-own"):
        assert there in edited(page), there
    for not_there in ("canary-ben", "canary-low", "canary-added", "canary-alone"):
        assert not_there not in page, not_there
    for beside in ("canary-nobody", "canary-quoted"):
        assert beside not in edited(page)
        assert beside in page, "it waits for a person to look"


def test_she_asks_dana_edits_and_gives_and_ana_reads_it(cast: Cast) -> None:
    signed(cast, parts={"subjective": TALK})
    ana, dana, ben = cast.client(cast.ana), cast.client(cast.dana), cast.client(cast.ben)
    before = read(ben, "record_of_mine", cast.couple.pk)
    for _ in range(2):
        assert put(ana, "ask_for_record", cast.couple.pk, scope="own", form_id=new_id()).status_code == 303
    assert read(dana, "leaves", cast.couple.pk).count("Put it together") == 1
    key = drafted(cast, cast.ana)
    assert ana.get(reverse("notes:extract", args=[key])).status_code == 404, "not given yet"
    parts = {"part-attendance": "", "part-answers": "", "part-goals": "", "part-notes": "You wanted more time."}
    window = {"revision": 1, "writer": "one"}
    assert put(dana, "keep_extract", key, **parts, **window).json()["revision"] == 2
    assert put(dana, "extract", key, **parts, **window, go="give").status_code == 422, "not read yet"
    for _ in range(2):
        assert put(dana, "extract", key, **parts, **window, go="give", agree="1").status_code in (200, 303)
    assert "You wanted more time." in read(ana, "extract", key)
    assert "Given to you" in read(ana, "record_of_mine", cast.couple.pk)
    assert "You have asked" not in read(ana, "record_of_mine", cast.couple.pk)
    for other in (cast.ben, cast.gita, cast.hugo, cast.chloe):
        assert cast.client(other).get(reverse("notes:extract", args=[key])).status_code == 404
    after = read(ben, "record_of_mine", cast.couple.pk)
    assert CHANGING.sub(b"", after.encode()) == CHANGING.sub(b"", before.encode())
    with system_scope("a story"):
        row = Extract.objects.get()
        assert b"more time" not in bytes(row.words)
        assert len(row.digest) == 64
    assert AuditEvent.objects.filter(chain=cast.couple.pk, verb="extract.given").count() == 1
    assert put(dana, "drop_extract", key).status_code == 303
    assert "You wanted more time." in read(ana, "extract", key), "what was given stays on record"


def test_the_file_of_all_needs_every_adult_to_ask(cast: Cast) -> None:
    signed(cast, parts={"subjective": TALK})
    signed(cast, Kind.INDIVIDUAL, cast.ben, parts={"subjective": "Ben: canary-alone"})
    put(cast.client(cast.ana), "ask_for_record", cast.couple.pk, scope="joint", form_id=new_id())
    dana = cast.client(cast.dana)
    assert "waits until every adult asks" in read(dana, "leaves", cast.couple.pk)
    path = reverse("notes:prepare", args=[cast.couple.pk, cast.ana.pk]) + "?scope=joint"
    assert "each adult has to ask for it" in dana.post(path, {"form_id": new_id()}).content.decode()
    put(cast.client(cast.ben), "ask_for_record", cast.couple.pk, scope="joint", form_id=new_id())
    page = read(dana, "extract", drafted(cast, cast.ana, scope="joint"))
    assert "canary-ben" in page
    assert "canary-alone" not in page


def test_dana_says_why_not_and_only_whoever_asked_reads_it(cast: Cast) -> None:
    put(cast.client(cast.ana), "ask_for_record", cast.couple.pk, scope="own", form_id=new_id())
    dana, page = cast.client(cast.dana), read(cast.client(cast.dana), "leaves", cast.couple.pk)
    key = page.split("/record-requests/")[1].split("/")[0]
    assert put(dana, "decline_request", key, words=" ").status_code == 422
    assert put(cast.client(cast.ana), "decline_request", key, words="x").status_code == 404
    assert put(dana, "decline_request", key, words="In person first.").status_code == 303
    assert "In person first." in read(cast.client(cast.ana), "record_of_mine", cast.couple.pk)
    assert "In person first." not in read(cast.client(cast.ben), "record_of_mine", cast.couple.pk)


def test_it_holds_the_days_that_were_asked_for(cast: Cast) -> None:
    early, late = THURSDAY.date() - timedelta(days=60), THURSDAY.date()
    signed(cast, parts={"subjective": "Ana: canary-early"}, on=early)
    signed(cast, parts={"subjective": "Ana: canary-late"}, on=late)
    path = reverse("notes:prepare", args=[cast.couple.pk, cast.ana.pk])
    dana = cast.client(cast.dana)
    wrong = dana.post(path, {"form_id": new_id(), "since": "2026-11-10", "until": "2026-11-01"})
    assert wrong.status_code == 422
    answer = dana.post(path, {"form_id": new_id(), "since": "2026-11-10"})
    page = read(dana, "extract", answer["Location"].split("/")[-2])
    assert "canary-late" in page
    assert "canary-early" not in page


def test_only_members_ask_and_only_for_themselves(cast: Cast) -> None:
    for other in (cast.dana, cast.gita, cast.hugo, cast.farid):
        assert put(cast.client(other), "ask_for_record", cast.couple.pk, scope="own").status_code == 404
    assert put(cast.client(cast.ana), "ask_for_record", cast.couple.pk, scope="everything").status_code == 404
    assert giving.days_in_order(None, None)
