"""The loop: each their own half, the therapist all of it, nobody's words lost, caught in later notes."""

import pytest
from django.urls import reverse

from ampersand.conflict.actions import looping
from ampersand.conflict.models import Loop
from ampersand.conflict.queries import loops
from ampersand.conflict.rules import loop as rules
from ampersand.conflict.rules.account import Account
from ampersand.privacy.policy import Hidden
from ampersand.safety.models import JointWork
from tests.cast import Cast

from .stories import drawn, going_on, half, page, post, wrote

pytestmark = pytest.mark.django_db


def test_each_draws_one_half_and_both_see_the_picture(cast: Cast) -> None:
    drawn(cast)
    for person in (cast.ana, cast.ben, cast.dana, cast.emil):
        text = page(cast.client(person), "loop", cast.couple.pk)
        assert "The storm" in text
        assert "When Ana feels “alone”, Ana does this: asks again and again." in text
        assert "Then Ben feels “it is never right” and does this: goes quiet." in text
        assert text.count('<rect class="step"') == 4
        assert "Neither starts it." in text
    assert "Caught" not in page(cast.client(cast.ana), "loop", cast.couple.pk)


def test_nobody_writes_another_one_s_half(cast: Cast) -> None:
    drawn(cast)
    ana = cast.client(cast.ana)
    assert str(cast.ben.pk) not in page(ana, "draw", cast.couple.pk)
    theirs = half(cast.ben, "criticise", "angry")
    post(ana, "draw", cast.couple.pk, number=2, name="The storm", **theirs, **half(cast.ana, "louder", "hurt"))
    parts = loops.latest(cast.viewer(cast.ana), cast.couple.pk).parts
    assert parts[rules.key(cast.ana.pk, "does")] == "louder"
    assert parts[rules.key(cast.ben.pk, "does")] == "quiet"


def test_dana_draws_all_of_it_with_them(cast: Cast) -> None:
    going_on(cast)
    dana = cast.client(cast.dana)
    fields = half(cast.ana, "ask", "alone", exit="Say: I miss you.")
    fields |= half(cast.ben, "", "wrong", does_words="looks away")
    assert post(dana, "draw", cast.couple.pk, number=0, name="Ping-pong", word="Ping", **fields).status_code == 303
    text = page(cast.client(cast.ben), "loop", cast.couple.pk)
    for words in ("Ping-pong", "looks away", "Say: I miss you.", "Ping"):
        assert words in text
    assert cast.client(cast.emil).get(reverse("conflict:draw", args=[cast.couple.pk])).status_code == 404


def test_two_at_once_keep_both_and_are_asked_where_they_differ(cast: Cast) -> None:
    drawn(cast)
    ana, dana, case = cast.client(cast.ana), cast.client(cast.dana), cast.couple.pk
    post(dana, "draw", case, number=2, name="The tide", **half(cast.ben, "leave", "wrong"))
    fields = half(cast.ana, "ask", "alone") | {"number": 2, "word": "Storm!"}
    back = post(ana, "draw", case, name="The gale", **fields)
    assert back.status_code == 409
    text = back.content.decode()
    assert "Somebody else changed the same just now" in text
    assert "The tide" in text
    assert 'value="The gale"' in text
    number, decided = (text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("number", "decided"))
    kept = post(ana, "draw", case, **fields | {"name": "The gale", "number": number, "decided": decided})
    assert kept.status_code == 303
    parts = loops.latest(cast.viewer(cast.ana), case).parts
    assert (parts["name"], parts["word"]) == ("The gale", "Storm!")
    assert parts[rules.key(cast.ben.pk, "does")] == "leave", "what Dana changed meanwhile stays"
    assert Loop.objects.visible_to(cast.viewer(cast.ana)).count() == 4, "every drawing stays"


def test_pressing_twice_draws_once(cast: Cast) -> None:
    drawn(cast)
    fields = half(cast.ana, "louder", "hurt") | {"number": 2, "name": "The storm"}
    for _ in range(2):
        assert post(cast.client(cast.ana), "draw", cast.couple.pk, **fields).status_code == 303
    assert loops.latest(cast.viewer(cast.ana), cast.couple.pk).number == 3


def test_the_loop_is_caught_in_later_notes_and_each_sees_only_their_own_count(cast: Cast) -> None:
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    assert "Did you notice" not in page(ana, "write", cast.couple.pk)
    drawn(cast)
    assert "Did you notice “The storm”, your loop?" in page(ana, "write", cast.couple.pk)
    before = page(ben, "loop", cast.couple.pk), page(ben, "together", cast.couple.pk)
    for caught in ("yes", "no", "yes", ""):
        wrote(cast, cast.ana, Account("Again", 4, caught=caught))
    for name in ("loop", "together", "log"):
        assert "You caught it 2 of 3 times." in page(ana, name, cast.couple.pk)
    assert (page(ben, "loop", cast.couple.pk), page(ben, "together", cast.couple.pk)) == before
    assert "Caught the loop 2 of 3 times." in page(cast.client(cast.dana), "of_case", cast.couple.pk)


def test_own_moves_that_come_often_are_offered_to_oneself(cast: Cast) -> None:
    going_on(cast)
    for _ in range(2):
        wrote(cast, cast.ana, Account(did=("ask", "old")))
    assert "I asked again and again, I brought up old things" in page(cast.client(cast.ana), "draw", cast.couple.pk)
    assert "come up more than once" not in page(cast.client(cast.ben), "draw", cast.couple.pk)
    assert "come up more than once" not in page(cast.client(cast.dana), "draw", cast.couple.pk)


def test_while_work_together_rests_the_loop_rests(cast: Cast) -> None:
    drawn(cast)
    JointWork.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple).update(goes_on=False)
    for person in (cast.ana, cast.ben):
        text = page(cast.client(person), "loop", cast.couple.pk)
        assert "Paused until you have met with your therapist" in text
        assert "asks again" not in text
    assert post(cast.client(cast.ana), "draw", cast.couple.pk, number=2, name="x").status_code == 303
    assert loops.latest(cast.viewer(cast.dana), cast.couple.pk).name == "The storm"


def test_nobody_is_told_that_the_other_s_half_is_open(cast: Cast) -> None:
    going_on(cast)
    looping.draw(by=cast.viewer(cast.ana), case_id=cast.couple.pk, number=0, parts=half(cast.ana, "ask", "alone"))
    assert "still open" not in page(cast.client(cast.ana), "loop", cast.couple.pk).lower()
    assert "Your own half is still open." in page(cast.client(cast.ben), "loop", cast.couple.pk)
    assert "Still open:" in page(cast.client(cast.dana), "loop", cast.couple.pk)


def test_in_the_room_the_loop_is_there_and_nothing_else(cast: Cast) -> None:
    drawn(cast)
    dana = cast.client(cast.dana)
    dana.post("/room/", {"case": str(cast.couple.pk)})
    assert "asks again and again" in page(dana, "loop", cast.couple.pk)
    assert post(dana, "draw", cast.couple.pk, number=2, name="The tide").status_code == 303
    JointWork.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple).update(goes_on=False)
    assert "asks again and again" not in page(dana, "loop", cast.couple.pk), "while it rests, it rests in the room"
    assert "Hidden in room mode" in dana.get(reverse("conflict:of_case", args=[cast.couple.pk])).content.decode()


def test_alone_there_is_no_loop_and_strangers_find_none(cast: Cast) -> None:
    assert cast.client(cast.ana).get(reverse("conflict:loop", args=[cast.anas_own.pk])).status_code == 404
    for person in (cast.farid, cast.gita, cast.hugo, cast.chloe):
        assert cast.client(person).get(reverse("conflict:loop", args=[cast.couple.pk])).status_code == 404
    with pytest.raises(Hidden):
        looping.draw(by=cast.viewer(cast.farid), case_id=cast.couple.pk, number=0, parts={"name": "x"})
