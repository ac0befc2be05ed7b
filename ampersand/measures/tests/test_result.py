"""What Ana reads after she has answered: help first, then words, then the line, then the numbers."""

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from ampersand.cases.models import Participation
from ampersand.measures.queries import mine
from ampersand.privacy import vault
from tests.cast import Cast

from .stories import MONDAY, PHQ, answer, asked, form, on_monday, plain, read, weekly

pytestmark = pytest.mark.django_db

LOW, HIGH, FLAGGED = [0] * 9, [3] * 8 + [0], [0] * 8 + [1]
PICTURE = 'role="img"'


def page(given: object) -> str:
    return reverse("measures:result", args=[given])


def test_words_come_before_the_line_and_the_line_before_the_numbers(cast: Cast) -> None:
    on_monday()
    *_, last = weekly(cast, cast.couple, cast.ana, "phq-9", [HIGH, PHQ, LOW])
    text = read(cast.client(cast.ana), page(last))
    places = [
        text.index(part) for part in ("Your check-in of", "Better than", PICTURE, "<table", "0 on a scale from 0")
    ]
    assert places == sorted(places)
    assert "Score, 0 to 27" in text
    assert "<title>Check-in · Ampersand</title>" in text


def test_no_label_of_illness_and_no_cut_off_reaches_a_client(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", HIGH)
    text = read(cast.client(cast.ana), page(given)).lower()
    for word in ("severe", "depress", "clinical", "cut-off", "distressed", "deteriorated", "caseness"):
        assert word not in text, word


def test_an_answer_about_safety_brings_help_before_any_total(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", FLAGGED)
    text = read(cast.client(cast.ana), page(given))
    sentence = "Here is help now; your therapist will also see this. Nobody is watching answers live."
    assert text.index("You said something important") < text.index(sentence) < text.index("Your check-in of")
    assert text.index("You said something important") < text.index(PICTURE)
    assert reverse("safety:help") in text[: text.index(PICTURE)]
    calm = answer(cast, cast.couple, cast.ana, "gad-7", [0] * 7)
    assert "You said something important" not in read(cast.client(cast.ana), page(calm))


def test_core_10_does_the_same(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "core-10", [0, 4, 4, 0, 0, 1, 0, 0, 0, 0])
    assert "You said something important" in read(cast.client(cast.ana), page(given))


def test_without_a_therapist_nothing_is_promised(cast: Cast) -> None:
    given = answer(cast, cast.anas_own, cast.ana, "phq-9", FLAGGED)
    rows: QuerySet[Participation] = QuerySet(Participation)
    rows.filter(case=cast.anas_own, role="therapist").update(left_at=MONDAY.replace(year=2027))
    text = read(cast.client(cast.ana), page(given))
    assert "No one at this service sees this." in text
    assert "your therapist will also see this" not in text
    assert "Only you see your answers" in text


def test_a_question_left_open_is_no_alarm_for_the_client(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    answers = form("phq-9", [0] * 8 + [None], gaps="seen")
    given = ana.post(reverse("measures:check_in", args=[one.pk]), answers)["Location"]
    assert "You said something important" not in read(ana, given)


def test_too_many_open_questions_give_words_and_no_number(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", [1, 1])
    assert "no result this time" in read(cast.client(cast.ana), page(given))


def test_what_i_answered_is_shown_in_words_when_i_ask(cast: Cast) -> None:
    given, ana = answer(cast, cast.couple, cast.ana, "phq-9", PHQ), cast.client(cast.ana)
    assert "Nearly every day" not in read(ana, page(given))
    text = read(ana, page(given) + "?answers")
    assert "Nearly every day" in text
    assert "No permission required to reproduce" in text
    assert "difficult have these problems" not in text


def test_answers_that_were_erased_are_said_to_be(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    vault.destroy_key(cast.couple.pk, cast.ana.pk)
    assert "These answers were erased" in read(cast.client(cast.ana), page(given) + "?answers")


def test_an_older_result_does_not_claim_to_be_the_latest(cast: Cast) -> None:
    first, *_ = weekly(cast, cast.couple, cast.ana, "phq-9", [HIGH, LOW])
    text = read(cast.client(cast.ana), page(first))
    assert "You have answered again since" in text
    assert PICTURE not in text


def test_what_waits_next_is_offered(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    ana, one = cast.client(cast.ana), asked(cast.couple, cast.ana, "gad-7")
    assert reverse("measures:check_in", args=[one.pk]) in read(ana, page(given))


def test_nobody_else_reads_this_page(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    for person in (cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo):
        client = cast.client(person)
        refused = client.get(page(given))
        assert refused.status_code == 404
        assert plain(refused) == plain(client.get(page(cast.couple.pk)))
    assert cast.client(cast.ana).get(page(given)).status_code == 200


def test_the_same_person_in_another_case_has_another_line(cast: Cast) -> None:
    answer(cast, cast.anas_own, cast.ana, "phq-9", HIGH, MONDAY.replace(month=3))
    given = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    assert "These are your first answers" in read(cast.client(cast.ana), page(given))


def test_after_leaving_one_still_reads_ones_own(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    rows: QuerySet[Participation] = QuerySet(Participation)
    rows.filter(case=cast.couple, person=cast.ana).update(left_at=MONDAY.replace(year=2027))
    assert "10 on a scale" in read(cast.client(cast.ana), page(given))


def test_the_line_begins_with_the_very_first_answer_however_long_it_is(cast: Cast) -> None:
    weekly(cast, cast.couple, cast.ana, "phq-9", [HIGH] + [[1] * 8 + [0]] * 23)
    viewer = cast.viewer(cast.ana)
    line = mine.line(viewer, cast.couple.pk, "phq-9", mine.content.instrument("phq-9"))
    assert len(line.points) == mine.LATEST
    assert line.first is not None
    assert line.first.total == 24
    assert line.words[0].startswith("Better than in")
