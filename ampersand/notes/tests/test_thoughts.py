"""What Dana thinks for herself is hers alone: kept apart, under a key of its own, in no list, count or export."""

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import kept_apart, new_id
from ampersand.notes.models import ProcessNote
from ampersand.notes.queries import sealed
from ampersand.notes.tests.stories import THURSDAY, put, read, signed
from ampersand.privacy import vault
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def thought(cast: Cast, who: object, text: str) -> str:
    client = cast.client(who)
    key = put(client, "thoughts", cast.couple.pk, form_id=new_id())["Location"].split("/")[-2]
    told = {"part-thoughts": text, "revision": 1, "writer": "one", "on": "2026-11-19"}
    assert put(client, "keep_thought", key, **told).json()["revision"] == 2
    return key


def test_only_the_writer_reads_it_and_nobody_learns_that_it_is_there(cast: Cast) -> None:
    before = read(cast.client(cast.emil), "thoughts", cast.couple.pk)
    key = thought(cast, cast.dana, "He reminds me of my uncle.")
    assert "He reminds me of my uncle." in read(cast.client(cast.dana), "thought", key)
    after = read(cast.client(cast.emil), "thoughts", cast.couple.pk)
    assert "uncle" not in after
    assert after.count("<li") == before.count("<li")
    for who in (cast.emil, cast.ana, cast.gita, cast.hugo):
        assert cast.client(who).get(reverse("notes:thought", args=[key])).status_code == 404
    assert not AuditEvent.objects.filter(chain=cast.couple.pk, verb__startswith="process_note").exists()
    assert AuditEvent.objects.filter(verb="process_note.begun").exists()


def test_its_key_opens_nothing_else_and_nothing_else_opens_it(cast: Cast) -> None:
    thought(cast, cast.dana, "My uncle.")
    with system_scope("a story"):
        row = ProcessNote.objects.get()
    assert sealed.apart(cast.dana.pk) == kept_apart(cast.dana.pk, "process notes")
    for other in (cast.couple.pk, cast.dana.pk, cast.ana.pk):
        signed(cast)
        with pytest.raises(vault.Unreadable):
            sealed.opened(row.case_id, other, sealed.PROCESS, row.pk, row.words)


def test_two_windows_are_brought_together(cast: Cast) -> None:
    key, dana = thought(cast, cast.dana, "one"), cast.client(cast.dana)
    other = {"part-thoughts": "two", "revision": 1, "writer": "other", "on": "2026-11-19"}
    answer = put(dana, "thought", key, **other)
    assert answer.status_code == 409
    assert "one" in answer.content.decode()
    assert put(dana, "thought", key, **other | {"revision": 2, "choice-thoughts": "1"}).status_code == 303
    assert "two" in read(dana, "thoughts", cast.couple.pk)


def test_its_author_deletes_it_once_asked(cast: Cast) -> None:
    key, dana = thought(cast, cast.dana, "one"), cast.client(cast.dana)
    assert "Delete it?" in read(dana, "destroy_thought", key)
    assert put(cast.client(cast.emil), "destroy_thought", key).status_code == 404
    assert put(dana, "destroy_thought", key).status_code == 303
    assert dana.get(reverse("notes:thought", args=[key])).status_code == 404
