"""Dana looks at the whole with Ana and Ben, and writes down what they choose; nobody else but Emil reads it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from ampersand.core import clock
from ampersand.measures.models import Plan
from ampersand.measures.tests.courses import CORE, START, line
from ampersand.measures.tests.stories import plain, read
from ampersand.meetings.actions import coming, setting
from ampersand.pathway.models import Course, Review
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later() -> None:
    clock.fix(START + timedelta(weeks=6))


def page(cast: Cast, name: str = "review/") -> str:
    return f"/cases/{cast.couple.pk}/course/{name}"


def decide(client: Client, cast: Cast, **other: str) -> object:
    told = {"choice": "change", "reason": "They want to begin with money.", "form_id": str(uuid4())} | other
    return client.post(page(cast), told)


def reviews() -> list[Review]:
    with system_scope("a story"):
        return list(Review.objects.order_by("made_at"))


def test_a_sign_asks_for_it_and_what_is_chosen_settles_it(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [8, 20, 21])
    dana = cast.client(cast.dana)
    text = read(dana, page(cast))
    assert "Worse than at the start by more than chance, at two points" in text
    assert "Add one-to-one work" in text
    assert decide(dana, cast).status_code == 303
    after = read(dana, page(cast, ""))
    assert "They want to begin with money." in after
    assert "Change what is asked" in after
    assert "Nothing asks for it." in after
    assert [one.signs for one in reviews()] == [[f"worse:{cast.ana.pk}:{CORE}"]]


def test_the_reason_is_sealed_and_told_on_no_chain_of_the_case(cast: Cast) -> None:
    decide(cast.client(cast.dana), cast)
    assert b"money" not in bytes(reviews()[0].words)
    assert not AuditEvent.objects.filter(chain=cast.couple.pk, verb__startswith="review").exists()
    assert AuditEvent.objects.filter(verb="review.decided").exists()


def test_sent_twice_it_is_written_once(cast: Cast) -> None:
    dana, key = cast.client(cast.dana), str(uuid4())
    decide(dana, cast, form_id=key)
    decide(dana, cast, form_id=key, reason="Again.")
    assert len(reviews()) == 1


def test_without_a_reason_nothing_is_written_and_what_was_chosen_stays(cast: Cast) -> None:
    answer = cast.client(cast.dana).post(page(cast), {"choice": "pause", "reason": " ", "form_id": str(uuid4())})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Write a few words" in text
    assert 'value="pause"' in text
    assert "checked" in text
    assert reviews() == []


def test_emil_reads_and_does_not_decide(cast: Cast) -> None:
    decide(cast.client(cast.dana), cast)
    emil = cast.client(cast.emil)
    assert "They want to begin with money." in read(emil, page(cast))
    assert "Write it down" not in read(emil, page(cast))
    assert decide(emil, cast).status_code == 404
    assert len(reviews()) == 1


@pytest.mark.parametrize("who", ["ana", "ben", "chloe", "farid", "gita", "hugo"])
def test_for_everyone_else_there_is_no_such_page(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    missing = client.get("/cases/00000000-0000-7000-8000-000000000000/course/")
    assert missing.status_code == 404
    for name in ("", "review/"):
        assert plain(client.get(page(cast, name))) == plain(missing)
    assert decide(client, cast).status_code == 404
    assert reviews() == []


def test_the_length_is_agreed_and_two_people_do_not_overwrite_each_other(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    told = {"meetings": "10", "begun_on": "2026-09-07", "every_weeks": "1", "version": "0"}
    assert "16 meetings are agreed" in read(dana, page(cast, ""))
    assert dana.post(page(cast, ""), told).status_code == 303
    assert "10 meetings are agreed" in read(dana, page(cast, ""))
    answer = dana.post(page(cast, ""), told | {"meetings": "30"})
    assert answer.status_code == 422
    assert "Somebody changed it a moment ago" in answer.content.decode()
    assert dana.post(page(cast, ""), told | {"meetings": "12", "version": "1"}).status_code == 303
    with system_scope("a story"):
        assert list(Course.objects.values_list("meetings", "version")) == [(12, 2)]
    assert cast.client(cast.emil).post(page(cast, ""), told | {"version": "2"}).status_code == 404


def test_half_way_leads_to_the_private_checks_first_and_is_then_done(cast: Cast) -> None:
    clock.fix(START + timedelta(weeks=9))
    dana = cast.client(cast.dana)
    text = read(dana, page(cast))
    assert "Half way" in text
    assert "First the private checks" in text
    decide(dana, cast, choice="go-on")
    assert [one.occasion for one in reviews()] == ["middle"]
    assert "Nothing asks for it." in read(dana, page(cast, ""))


def test_after_the_end_a_meeting_is_offered_and_nobody_owes_it(cast: Cast) -> None:
    with system_scope("a story"):
        ended = (clock.now() - timedelta(days=40)).date()
        type(cast.couple).objects.filter(pk=cast.couple.pk).update(state="ended", ended_on=ended)
    dana = cast.client(cast.dana)
    text = read(dana, page(cast))
    assert "A month after the end" in text
    assert "Not this time" in text
    assert "Go on as we are" not in text
    assert decide(dana, cast, choice="go-on").status_code == 422
    assert decide(dana, cast, choice="offered").status_code == 303
    assert [one.occasion for one in reviews()] == ["booster-1"]


def test_the_measures_of_the_pathway_are_planned_once_for_both(cast: Cast) -> None:
    dana, planned = cast.client(cast.dana), page(cast, "measures/")
    assert "not for everyone yet" in read(dana, page(cast, ""))
    assert dana.post(planned).status_code == 303
    with system_scope("a story"):
        found = sorted(Plan.objects.values_list("person__name", "instrument", "every_weeks"))
    assert found == [(who, slug, 4) for who in ("Ana", "Ben") for slug in ("csi-16", "csi-4", "gad-7", "phq-9")]
    dana.post(planned)
    with system_scope("a story"):
        assert Plan.objects.count() == 8
    assert "not for everyone yet" not in read(dana, page(cast, ""))


def test_at_the_end_the_same_is_asked_again(cast: Cast) -> None:
    clock.fix(START + timedelta(weeks=15))
    dana = cast.client(cast.dana)
    assert "The measures at the end" in read(dana, page(cast))
    dana.post(page(cast, "ask-at-end/").replace("review/", ""))
    with system_scope("a story"):
        assert sorted(Plan.objects.filter(person=cast.ana).values_list("instrument", flat=True)) == [
            "csi-16", "gad-7", "phq-9",
        ]  # fmt: skip


def test_the_pages_ask_as_many_questions_however_much_there_is(cast: Cast, django_assert_max_num_queries) -> None:
    dana, counts = cast.client(cast.dana), set()
    decide(dana, cast)
    for more in (1, 3):
        for slug in (CORE, "phq-9", "gad-7")[:more]:
            line(cast, cast.couple, cast.ana, slug, [8] * (more + 2))
        for _ in range(more):
            decide(dana, cast, occasion="signs")
        with django_assert_max_num_queries(22) as asked:
            dana.get(page(cast, ""))
        counts.add(len(asked))
    assert len(counts) == 1


def test_two_meetings_missed_in_a_row_ask_for_a_look_on_the_page_and_in_the_list(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    for weeks, how in ((4, "came"), (3, "not"), (2, "not")):
        at = START + timedelta(weeks=6 - weeks, hours=3)
        with clock.past(at - timedelta(days=1)):
            held = setting.set_meeting(by=dana, case_id=cast.couple.pk, at=at)
        coming.note(by=dana, meeting_id=held.pk, how={cast.ben.pk: (how, 0)})
    assert "Two meetings were missed" in read(cast.client(cast.dana), page(cast))
    assert "two meetings were missed" in read(cast.client(cast.dana), "/caseload/")
    assert "missed" not in read(cast.client(cast.ana), "/my/")
