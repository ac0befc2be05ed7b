"""Ana answers what waits for her."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.cases.models import Case, Participation
from ampersand.measures import content
from ampersand.measures.models import Assignment, Draft
from ampersand.measures.queries import mine
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast, make_cast

from .stories import MONDAY, PHQ, asked, form, on_monday, plain, read, state, stored

pytestmark = pytest.mark.django_db


def page(one: Assignment) -> str:
    return reverse("measures:check_in", args=[one.pk])


def test_every_instrument_shows_its_words_and_rights(cast: Cast) -> None:
    for slug, instrument in content.from_files().items():
        text = read(cast.client(cast.ana), page(asked(cast.couple, cast.ana, slug)))
        words = instrument.wording["en"]
        assert text.count('class="ask"') == len(instrument.items), slug
        assert "<title>Check-in · Ampersand</title>" in text
        assert words.rights.split()[0].replace('"', "&quot;") in text


def test_ana_answers_and_is_led_to_her_result(cast: Cast) -> None:
    on_monday()
    one = asked(cast.couple, cast.ana, "phq-9")
    response = cast.client(cast.ana).post(page(one), form("phq-9", PHQ))
    (given,) = stored()
    assert response.status_code == 303
    assert response["Location"] == reverse("measures:result", args=[given.pk])
    assert (given.total, given.partner_total, given.band, given.flags) == (10, 10, "moderate", "")
    assert (given.case_id, given.person_id, given.assignment_id) == (cast.couple.pk, cast.ana.pk, one.pk)
    assert (given.audience, given.taken_at, given.missing) == ("me_and_therapist", MONDAY, 0)
    assert given.content == content.instrument("phq-9").digest
    assert b"2" not in bytes(given.answers)[:1]
    assert mine.codes(cast.viewer(cast.ana), mine.given(cast.viewer(cast.ana), given.pk))["3"] == 3
    assert state(one) == "answered"
    event = AuditEvent.objects.get(chain=cast.couple.pk, verb="measures.answer")
    assert (event.actor_id, event.subject_id, event.note) == (cast.ana.pk, given.pk, "")


def test_a_partner_never_gets_item_nine_in_a_total(cast: Cast) -> None:
    cast.client(cast.ana).post(page(asked(cast.couple, cast.ana, "phq-9")), form("phq-9", [3, 3, 2, 2, 2, 3, 1, 0, 1]))
    (given,) = stored()
    assert (given.total, given.partner_total, given.flags) == (17, 16, "item-9")


def test_sending_twice_records_once_and_leads_to_the_same_result(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    first, second = (ana.post(page(one), form("phq-9", PHQ)) for _ in range(2))
    assert len(stored()) == 1
    assert first["Location"] == second["Location"]
    assert ana.get(page(one))["Location"] == first["Location"]


def test_other_answers_from_a_second_device_are_told_and_shown(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-2"), cast.client(cast.ana)
    ana.post(page(one), form("phq-2", [1, 1]))
    response = ana.post(page(one), form("phq-2", [3, 1]))
    assert response.status_code == 409
    assert "You had answered this already" in response.content.decode()
    assert "Nearly every day" in response.content.decode()
    assert stored()[0].total == 2


@pytest.mark.parametrize("gone", ["withdrawn", "passed"])
def test_what_is_not_asked_any_more_is_said_kindly_and_the_answers_are_shown(cast: Cast, gone: str) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-2", state=gone), cast.client(cast.ana)
    assert "not needed any more" in read(ana, page(one))
    response = ana.post(page(one), form("phq-2", [3, 1]))
    assert response.status_code == 409
    assert "Nearly every day" in response.content.decode()
    assert not stored()


def test_what_opens_later_says_when(cast: Cast) -> None:
    on_monday()
    one = asked(cast.couple, cast.ana, "phq-2", opens_on=date(2026, 11, 20))
    assert "20 November" in read(cast.client(cast.ana), page(one))


@pytest.mark.parametrize("state", ["paused", "frozen", "ended", "closed"])
def test_a_case_that_rests_or_is_over_takes_no_answers(cast: Cast, state: str) -> None:
    one, ana = asked(cast.anas_own, cast.ana, "phq-2"), cast.client(cast.ana)
    Case.objects.visible_to(cast.viewer(cast.hugo), "write").filter(pk=cast.anas_own.pk).update(state=state)
    response = ana.post(page(one), form("phq-2", [3, 1]))
    assert not stored()
    assert response.status_code == 409
    assert "not needed any more" in response.content.decode()


def test_one_who_left_meanwhile_is_told_so_kindly(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-2"), cast.client(cast.ana)
    rows: QuerySet[Participation] = QuerySet(Participation)
    rows.filter(case=cast.couple, person=cast.ana).update(left_at=MONDAY.replace(year=2027))
    assert "not needed any more" in read(ana, page(one))
    response = ana.post(page(one), form("phq-2", [3, 1]))
    assert response.status_code == 409
    assert "Nearly every day" in response.content.decode()
    assert not stored()


def test_nobody_else_can_open_or_answer_it(cast: Cast) -> None:
    one = asked(cast.couple, cast.ana, "phq-2")
    missing = reverse("measures:check_in", args=[cast.couple.pk])
    for person in (cast.ben, cast.dana, cast.emil, cast.farid, cast.gita, cast.chloe):
        client = cast.client(person)
        for method in (client.get, client.post):
            refused = method(page(one), form("phq-2", [1, 1]))
            assert refused.status_code == 404
            assert plain(refused) == plain(method(missing, form("phq-2", [1, 1])))
    assert state(one) == "open"
    assert Client().get(page(one)).status_code == 302
    assert cast.client(cast.ana).get(page(one)).status_code == 200


def test_a_wrong_answer_is_told_at_its_field_and_the_rest_is_kept(cast: Cast) -> None:
    one = asked(cast.couple, cast.ana, "phq-2")
    response = cast.client(cast.ana).post(page(one), form("phq-2", [9, 1]))
    text = response.content.decode()
    assert response.status_code == 422
    assert 'id="ask-1-problem"' in text
    assert 'href="#ask-1"' in text
    assert 'name="q2" value="1" checked' in text
    assert not stored()


def test_open_questions_are_asked_about_once_where_a_result_is_possible(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    answers = form("phq-9", [2, 1, 3, None, 0, 1, 2, 0, 1])
    first = ana.post(page(one), answers)
    assert first.status_code == 422
    assert "send your answers as they are" in " ".join(first.content.decode().split()).replace("answer it, or ", "")
    assert 'name="gaps" value="seen"' in first.content.decode()
    assert ana.post(page(one), answers | {"gaps": "seen"}).status_code == 303
    (given,) = stored()
    assert (given.total, given.missing) == (11.25, 1)
    assert "item-9" in given.flags.split()


def test_too_many_open_questions_are_refused_kindly_and_kept(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    response = ana.post(page(one), form("phq-9", {1: 2, 2: 1}, gaps="seen"))
    text = response.content.decode()
    assert response.status_code == 422
    assert "At most 2 questions may stay open" in text
    assert 'name="q1" value="2" checked' in text
    assert not stored()


def test_the_question_that_is_not_scored_may_be_left_out(cast: Cast) -> None:
    assert (
        cast.client(cast.ana).post(page(asked(cast.couple, cast.ana, "phq-9")), form("phq-9", PHQ)).status_code == 303
    )


def test_the_gate_of_the_trauma_screen(cast: Cast) -> None:
    ana, one = cast.client(cast.ana), asked(cast.anas_own, cast.ana, "pc-ptsd-5")
    text = read(ana, page(one))
    assert text.count('data-when="q1=1"') == 5
    assert "Only if you answered “Yes” to:" in text
    assert ana.post(page(one), form("pc-ptsd-5", {2: 1}, gaps="seen")).status_code == 422
    assert ana.post(page(one), form("pc-ptsd-5", {1: 0})).status_code == 303
    assert stored()[0].total == 0
    again = asked(cast.anas_own, cast.ana, "pc-ptsd-5")
    assert ana.post(page(again), form("pc-ptsd-5", [1, 1, 1, 1, 0, 1])).status_code == 303
    assert stored()[1].total == 4


def test_questions_that_changed_meanwhile_are_asked_again(cast: Cast) -> None:
    one = asked(cast.couple, cast.ana, "phq-2")
    response = cast.client(cast.ana).post(page(one), form("phq-2", [1, 1], content=content.instrument("gad-7").digest))
    assert response.status_code == 422
    assert not stored()


def test_who_sees_it_is_said_before_sending(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    text = read(ana, page(asked(cast.anas_own, cast.ana, "phq-2")))
    assert "Only you and Hugo see your answers" in text
    assert "You, Dana and Emil see your answers" in read(ana, page(asked(cast.couple, cast.ana, "phq-2")))


def test_not_today_keeps_what_was_typed(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    response = ana.post(page(one), form("phq-9", {1: 3}, later="yes", version="0", writer="a"))
    assert (response.status_code, response["Location"]) == (303, reverse("overview:my_space"))
    assert not stored()
    assert 'name="q1" value="3" checked' in read(ana, page(one))


def test_an_answer_costs_few_queries_however_long_the_line(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    counts = []
    for _ in range(3):
        one = asked(cast.couple, cast.ana, "phq-9")
        with CaptureQueriesContext(connection) as queries:
            response = ana.post(page(one), form("phq-9", PHQ))
        with CaptureQueriesContext(connection) as reads:
            ana.get(response["Location"])
        counts.append((len(queries), len(reads)))
    assert counts[2] == counts[1]
    assert counts[2][0] <= 14
    assert counts[2][1] <= 9


def test_two_threads_send_the_same_check_in_at_once(committed: None) -> None:
    cast = make_cast()
    one = asked(cast.couple, cast.ana, "phq-9")
    clients = [cast.client(cast.ana) for _ in range(2)]
    together, locations = threading.Barrier(2), []

    def send(client: Client) -> None:
        together.wait()
        try:
            locations.append(client.post(page(one), form("phq-9", PHQ))["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (given,) = stored()
    assert locations == [reverse("measures:result", args=[given.pk])] * 2
    assert not Draft.objects.visible_to(cast.viewer(cast.ana)).exists()
