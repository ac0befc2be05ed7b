"""The check-in before a meeting: three minutes on one's own phone, line by line for whom one likes."""

from datetime import timedelta

import pytest
from django.core import mail

from ampersand.checkins.models import CheckIn, CheckInDraft, CheckInLine
from ampersand.core import clock
from ampersand.meetings.actions.setting import move
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Alert
from tests.cast import Cast

from .stories import THURSDAY, WEDNESDAY, close, meeting, page, plain, post, send, window

pytestmark = pytest.mark.django_db
SAID = {"week": "6", "close": "4", "rows": "2", "rows-heat": "7", "rows-mended": "same_day", "agenda-topic": "home",
        "agenda": "Who cooks on Tuesdays"}  # fmt: skip


@pytest.fixture(autouse=True)
def wednesday(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    meeting(cast)


def sent_by(viewer: Viewer) -> list[CheckIn]:
    return list(CheckIn.objects.visible_to(viewer).filter(person_id=viewer.person_id).order_by("number"))


def test_ana_answers_what_she_likes_and_reads_it_again(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    text = page(ana, "week", cast.couple.pk)
    assert "For your next meeting. You can change it until" in text
    assert "Let Ben see it, too" in text
    assert post(ana, "week", cast.couple.pk, window=window(cast, cast.ana), **SAID).status_code == 303
    text = page(ana, "week", cast.couple.pk)
    for words in (
        "6 of 10",
        "2 rows, the hottest 7 of 10, mended the same day",
        "Home and chores: Who cooks on Tuesdays",
    ):
        assert words in text, words
    assert "Only" not in text.split("Anything private")[0].split("Home and chores")[1].split("</li>")[0]


def test_sent_twice_it_is_sent_once_and_changed_it_is_a_new_version(cast: Cast) -> None:
    ana, viewer = cast.client(cast.ana), cast.viewer(cast.ana)
    for _ in range(2):
        assert post(ana, "week", cast.couple.pk, **SAID).status_code == 303
    assert [one.number for one in sent_by(viewer)] == [1]
    assert 'value="6" checked' in page(ana, "week", cast.couple.pk, change="yes")
    post(ana, "week", cast.couple.pk, **SAID | {"week": "3"})
    assert [(one.number, one.current) for one in sent_by(viewer)] == [(1, False), (2, True)], "nothing is overwritten"
    assert "3 of 10" in page(ana, "week", cast.couple.pk)


def test_nothing_at_all_is_asked_about_and_what_was_typed_stays(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    answer = post(ana, "week", cast.couple.pk)
    assert (answer.status_code, "Nothing is answered yet" in answer.content.decode()) == (422, True)
    answer = post(ana, "week", cast.couple.pk, week="11", agenda="Who cooks")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Please choose one of these answers." in text
    assert ">Who cooks</textarea>" in text


def test_what_is_typed_is_kept_on_the_server_for_her_alone_and_goes_when_it_is_sent(cast: Cast) -> None:
    ana, key = cast.client(cast.ana), window(cast, cast.ana)
    kept = post(ana, "draft", cast.couple.pk, window=key, week="2", writer="phone", version="0")
    assert kept.json() == {"version": 1}
    elsewhere = post(ana, "draft", cast.couple.pk, window=key, week="9", writer="laptop", version="0")
    assert (elsewhere.status_code, elsewhere.json()) == (409, {"version": 1})
    assert 'value="2" checked' in page(cast.client(cast.ana), "week", cast.couple.pk)
    assert (
        post(ana, "week", cast.couple.pk, later="yes", window=key, week="4", writer="phone", version="1").status_code
        == 303
    )
    assert not CheckInDraft.objects.visible_to(cast.viewer(cast.dana)).exists()
    send(cast, cast.ana)
    assert not CheckInDraft.objects.visible_to(cast.viewer(cast.ana)).exists()


def test_a_shown_line_is_there_for_ben_when_it_closes_and_gone_when_she_stops(cast: Cast) -> None:
    theirs = ("their_weeks", cast.couple.pk, cast.ana.pk)
    send(cast, cast.ana, shown=("close",), close=7, week=2)
    address = f"/cases/{cast.couple.pk}/weeks-of/{cast.ana.pk}/"
    assert cast.client(cast.ben).get(address).status_code == 404, "not before it closes"
    close(THURSDAY)
    ben = cast.client(cast.ben)
    text = page(ben, *theirs)
    assert "How close it felt" in text
    assert "How the week was" not in text
    assert post(cast.client(cast.ana), "stop_showing", cast.couple.pk, line="close").status_code == 303
    assert ben.get(address).status_code == 404
    assert not CheckInLine.objects.visible_to(cast.viewer(cast.ben)).exists()


def test_what_she_shows_is_suggested_next_time_and_nothing_the_first_time(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    assert 'name="show-close" value="yes" checked' not in page(ana, "week", cast.couple.pk)
    send(cast, cast.ana, shown=("close",), close=7)
    close(THURSDAY)
    meeting(cast, THURSDAY.replace(day=26))
    clock.fix(WEDNESDAY.replace(day=25))
    text = page(cast.client(cast.ana), "week", cast.couple.pk)
    assert 'name="show-close" value="yes" checked' in text
    assert 'name="show-week" value="yes" checked' not in text
    assert "show-private" not in text, "that is never for the others"


def test_changed_lines_are_not_shown_any_more_where_the_tick_is_gone(cast: Cast) -> None:
    send(cast, cast.ana, shown=("close",), close=7)
    send(cast, cast.ana, close=3)
    close(THURSDAY)
    assert not CheckInLine.objects.visible_to(cast.viewer(cast.ben)).exists()


def test_anything_private_tells_dana_once_and_nobody_else_that_a_word_is_wanted(cast: Cast) -> None:
    ben = cast.client(cast.ben)
    before = plain(ben.get(f"/cases/{cast.couple.pk}/ours/")), plain(ben.get("/my/"))
    for words in ("I am not sure any more", "I am not sure at all"):
        send(cast, cast.ana, private={"words": words})
    alerts = Alert.objects.visible_to(cast.viewer(cast.dana)).filter(person=cast.ana)
    assert [alert.kind for alert in alerts] == ["private-word"]
    assert {one for message in mail.outbox for one in message.to} <= {cast.dana.email}
    assert "not sure" not in str([message.message() for message in mail.outbox])
    assert (plain(ben.get(f"/cases/{cast.couple.pk}/ours/")), plain(ben.get("/my/"))) == before
    close(THURSDAY - timedelta(hours=1))
    assert "I am not sure at all" in page(cast.client(cast.dana), "weeks", cast.couple.pk)
    assert not CheckInLine.objects.visible_to(cast.viewer(cast.ben)).exists()


def test_what_comes_after_it_closed_is_not_kept_and_not_lost_without_a_word(cast: Cast) -> None:
    key = window(cast, cast.ana)
    clock.fix(THURSDAY)
    ana = cast.client(cast.ana)
    answer = post(ana, "week", cast.couple.pk, window=key, agenda="Who cooks", week="3")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Who cooks" in text
    assert "The next one opens on" in text
    assert sent_by(cast.viewer(cast.ana)) == []
    assert post(ana, "draft", cast.couple.pk, window=key, week="3").status_code == 409


def test_open_and_closed_are_the_same_for_both_whoever_has_answered(cast: Cast) -> None:
    ben = cast.client(cast.ben)
    before = page(ben, "week", cast.couple.pk)
    send(cast, cast.ana, shown=("close", "agenda"), close=7, agenda={"topic": "home", "words": "Cooking"})
    assert page(ben, "week", cast.couple.pk) == before
    clock.fix(THURSDAY)
    closed = {page(cast.client(one), "week", cast.couple.pk).replace(one.name, "") for one in (cast.ana, cast.ben)}
    assert all("Nothing to answer now" in text for text in closed)


def test_a_meeting_that_moves_takes_its_check_in_along(cast: Cast) -> None:
    send(cast, cast.ana, shown=("close",), close=7)
    later = THURSDAY.replace(day=20)
    held = meeting(cast)
    move(by=cast.viewer(cast.dana), meeting_id=held.pk, at=later)
    close(THURSDAY)
    assert not CheckInLine.objects.visible_to(cast.viewer(cast.ben)).exists(), "it is open again until Friday"
    assert "7 of 10" in page(cast.client(cast.ana), "week", cast.couple.pk)
    close(later)
    assert CheckInLine.objects.visible_to(cast.viewer(cast.ben)).count() == 1


def test_before_the_agreement_is_complete_nothing_opens(cast: Cast) -> None:
    from ampersand.cases.models import Case

    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=cast.couple.pk).update(agreed_at=None)
    text = page(cast.client(cast.ana), "week", cast.couple.pk)
    assert "It opens when the agreement is complete." in text
    assert post(cast.client(cast.ana), "week", cast.couple.pk, week="3").status_code in (200, 409)
    assert sent_by(cast.viewer(cast.ana)) == []


def test_the_queries_of_the_form_and_of_ones_own_lines_are_few_and_always_the_same(
    cast: Cast, django_assert_num_queries: object
) -> None:
    ana = cast.client(cast.ana)
    ana.get("/my/")
    with django_assert_num_queries(9):  # type: ignore[operator]
        page(ana, "week", cast.couple.pk)
    send(cast, cast.ana, week=6, close=4)
    with django_assert_num_queries(12):  # type: ignore[operator]
        page(ana, "my_weeks", cast.couple.pk)
