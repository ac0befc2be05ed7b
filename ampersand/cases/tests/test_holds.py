"""A legal hold takes two of the staff, counts from the first wish, and shows to no client."""

from typing import Any

import pytest

from ampersand.cases.actions import Refused, holds
from ampersand.cases.models import Case
from ampersand.cases.queries import standing as reads
from ampersand.core.ids import new_id
from ampersand.privacy import vault
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from tests.cast import Cast


def is_kept(cast: Cast) -> bool:
    """Whether a key of the couple's case refuses to be destroyed."""
    owner = new_id()
    vault.seal(cast.couple.pk, owner, place="a", row=cast.ana.pk, text="words")
    try:
        vault.destroy_key(cast.couple.pk, owner)
    except vault.MustStay:
        return True
    return False


def test_from_the_first_wish_on_no_key_is_destroyed(cast: Cast) -> None:
    holds.ask(by=cast.viewer(cast.dana), case_id=cast.couple.pk, puts=True)
    assert is_kept(cast)


def test_without_a_hold_a_key_can_be_destroyed(cast: Cast) -> None:
    assert not is_kept(cast)


def test_two_put_it_on_and_two_take_it_off(cast: Cast) -> None:
    dana, emil = cast.client(cast.dana), cast.client(cast.emil)
    ask, page = f"/cases/{cast.couple.pk}/hold/", f"/cases/{cast.couple.pk}/standing/"
    assert dana.post(ask, {"puts": "yes", "words": "A lawyer wrote."})["Location"] == page
    wish = reads.hold_of(cast.viewer(cast.dana), cast.couple.pk)
    assert wish
    dana.post(f"/holds/{wish.wish_id}/answer/", {"agrees": "yes"})
    assert not reads.hold_of(cast.viewer(cast.dana), cast.couple.pk).is_on, "nobody agrees to their own"
    assert "Ana &amp; Ben" in emil.get("/holds/").content.decode()
    assert emil.post(f"/holds/{wish.wish_id}/answer/", {"agrees": "yes"})["Location"] == page
    on = reads.hold_of(cast.viewer(cast.dana), cast.couple.pk)
    assert (on.is_on, on.wish_id) == (True, None)
    emil.post(ask, {"puts": "no"})
    assert is_kept(cast)
    wish = reads.hold_of(cast.viewer(cast.dana), cast.couple.pk)
    assert cast.client(cast.gita).post(f"/holds/{wish.wish_id}/answer/", {"agrees": "yes"})["Location"] == "/holds/"
    assert not reads.hold_of(cast.viewer(cast.dana), cast.couple.pk).keeps
    assert not is_kept(cast)
    noted = AuditEvent.objects.filter(chain=cast.couple.pk, verb__startswith="hold").order_by("number")
    assert list(noted.values_list("verb", "note")) == [
        ("hold.asked", "on"), ("hold.agreed", "on"), ("hold.asked", "off"), ("hold.agreed", "off"),
    ]  # fmt: skip


def test_a_wish_that_is_set_aside_leaves_everything_as_it_was(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    step = holds.ask(by=dana, case_id=cast.couple.pk, puts=True)
    holds.answer(by=dana, step_id=step.pk, agrees=False)
    assert not is_kept(cast)
    step = holds.ask(by=dana, case_id=cast.couple.pk, puts=True)
    holds.answer(by=cast.viewer(cast.emil), step_id=step.pk, agrees=True)
    off = holds.ask(by=dana, case_id=cast.couple.pk, puts=False)
    holds.answer(by=cast.viewer(cast.gita), step_id=off.pk, agrees=False)
    assert is_kept(cast)
    with pytest.raises(Refused):
        holds.ask(by=dana, case_id=cast.couple.pk, puts=True)


def test_asked_twice_it_is_asked_once(cast: Cast) -> None:
    first, second = (holds.ask(by=cast.viewer(cast.dana), case_id=cast.couple.pk, puts=True) for _ in range(2))
    assert first.pk == second.pk


def test_no_client_and_no_stranger_sees_or_asks(cast: Cast, django_assert_num_queries: Any) -> None:
    step = holds.ask(by=cast.viewer(cast.dana), case_id=cast.couple.pk, puts=True)
    for who in (cast.ana, cast.ben, cast.farid, cast.hugo):
        with pytest.raises(Hidden):
            holds.ask(by=cast.viewer(who), case_id=cast.couple.pk, puts=False)
        client = cast.client(who)
        assert client.post(f"/holds/{step.pk}/answer/", {"agrees": "yes"}).status_code == 404
        assert client.get(f"/cases/{cast.couple.pk}/hold/").status_code == 404
    assert cast.client(cast.ana).get("/holds/").status_code == 404
    assert "Ana" not in cast.client(cast.hugo).get("/holds/").content.decode().split("<main")[1]
    gita = cast.viewer(cast.gita)
    with django_assert_num_queries(2):
        assert len(reads.holds(gita)) == 1
    assert Case.objects.visible_to(cast.viewer(cast.dana)).get(pk=cast.couple.pk).hold_since
