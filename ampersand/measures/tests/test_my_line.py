"""Ana's own line: words, picture, list; and what her space shows of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.cases.models import Case
from ampersand.measures.actions import answering
from ampersand.measures.queries import mine
from tests.cast import Cast

from .stories import MONDAY, PHQ, answer, asked, on_monday, plain, read, weekly

pytestmark = pytest.mark.django_db

STEADY = [1] * 8 + [0]


def page(case: Case, slug: str) -> str:
    return reverse("measures:my_line", args=[case.pk, slug])


def test_the_line_in_words_picture_and_list(cast: Cast) -> None:
    on_monday()
    given = weekly(cast, cast.couple, cast.ana, "phq-9", [[3] * 8 + [0], PHQ, STEADY])
    text = read(cast.client(cast.ana), page(cast.couple, "phq-9"))
    assert "Better than in October" in text or "Better than on" in text
    assert 'role="img"' in text
    assert all(reverse("measures:result", args=[one]) in text for one in given)
    assert "No permission required to reproduce" in text


def test_a_missing_week_is_a_gap(cast: Cast) -> None:
    on_monday()
    weekly(cast, cast.couple, cast.ana, "phq-9", [PHQ, PHQ])
    asked(cast.couple, cast.ana, "phq-9", state="passed", opens_on=(MONDAY - timedelta(days=3)).date())
    text = read(cast.client(cast.ana), page(cast.couple, "phq-9"))
    assert "There are no answers for one check-in" in text
    assert "Gap in a line" in text


def test_pages_of_twenty_keep_their_address(cast: Cast) -> None:
    on_monday()
    given = weekly(cast, cast.couple, cast.ana, "phq-9", [STEADY] * 23)
    ana = cast.client(cast.ana)
    last, first = read(ana, page(cast.couple, "phq-9")), read(ana, page(cast.couple, "phq-9") + "?page=1")
    address = [reverse("measures:result", args=[one]) for one in given]
    assert [one in first for one in address] == [True] * 20 + [False] * 3
    assert [one in last for one in address] == [False] * 20 + [True] * 3
    answer(cast, cast.couple, cast.ana, "phq-9", PHQ, MONDAY + timedelta(days=1))
    again = read(ana, page(cast.couple, "phq-9") + "?page=1")
    assert [one in again for one in address] == [True] * 20 + [False] * 3
    assert read(ana, page(cast.couple, "phq-9") + "?page=nonsense")


def test_where_the_picture_begins_is_said_when_the_words_go_further_back(cast: Cast) -> None:
    on_monday()
    weekly(cast, cast.couple, cast.ana, "phq-9", [PHQ] + [STEADY] * 19)
    assert "The picture shows" not in read(cast.client(cast.ana), page(cast.couple, "phq-9"))
    answer(cast, cast.couple, cast.ana, "phq-9", STEADY, MONDAY + timedelta(days=1))
    assert "The picture shows the last 20 answers" in read(cast.client(cast.ana), page(cast.couple, "phq-9"))


def test_before_the_first_answer_the_page_teaches(cast: Cast) -> None:
    asked(cast.couple, cast.ana, "gad-7")
    assert "Your line begins with the first" in read(cast.client(cast.ana), page(cast.couple, "gad-7"))


def test_what_was_never_asked_is_not_there(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    ana = cast.client(cast.ana)
    absent = ana.get(page(cast.couple, "no-such-thing"))
    assert absent.status_code == 404
    for case, slug in ((cast.couple, "gad-7"), (cast.family, "phq-9"), (cast.farids, "phq-9")):
        assert plain(ana.get(page(case, slug))) == plain(absent)


def test_nobody_elses_page_shows_it(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    for person in (cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita):
        client = cast.client(person)
        refused = client.get(page(cast.couple, "phq-9"))
        assert refused.status_code == 404
        assert plain(refused) == plain(client.get(page(cast.couple, "gad-7")))


def test_ana_and_ben_each_have_their_own(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "phq-9", [3] * 8 + [0])
    answer(cast, cast.couple, cast.ben, "phq-9", STEADY)
    assert [point.total for point in mine.latest_lines(cast.viewer(cast.ana))[0].points] == [24]
    assert [point.total for point in mine.latest_lines(cast.viewer(cast.ben))[0].points] == [8]


def test_an_individual_case_has_nothing_to_share(cast: Cast) -> None:
    answer(cast, cast.anas_own, cast.ana, "phq-9", PHQ)
    assert "Showing it to the others" not in read(cast.client(cast.ana), page(cast.anas_own, "phq-9"))
    answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    assert "Showing it to the others" in read(cast.client(cast.ana), page(cast.couple, "phq-9"))


def test_what_waits_is_told_in_one_query(cast: Cast) -> None:
    on_monday()
    asked(cast.couple, cast.ana, "phq-9")
    asked(cast.anas_own, cast.ana, "gad-7", opens_on=MONDAY.date() + timedelta(days=1))
    asked(cast.couple, cast.ana, "csi-4", state="withdrawn")
    asked(cast.couple, cast.ben, "phq-9")
    viewer = cast.viewer(cast.ana)
    with CaptureQueriesContext(connection) as queries:
        waiting = mine.waiting(viewer)
    assert [(one.slug, one.title, one.minutes, one.begun) for one in waiting] == [("phq-9", "PHQ-9", 3, False)]
    assert len(queries) == 1
    assert mine.waiting(cast.viewer(cast.dana)) == []
    assert mine.waiting(cast.viewer(None)) == []


def test_an_ended_case_waits_for_nothing(cast: Cast) -> None:
    on_monday()
    asked(cast.anas_own, cast.ana, "gad-7")
    assert mine.waiting(cast.viewer(cast.ana))
    cast.anas_own.state = "ended"
    cast.anas_own.save(update_fields=["state"])
    assert not mine.waiting(cast.viewer(cast.ana))


def test_my_lines_in_one_query_however_many(cast: Cast) -> None:
    weekly(cast, cast.couple, cast.ana, "phq-9", [[3] * 8 + [0]] + [STEADY] * 14)
    answer(cast, cast.couple, cast.ana, "csi-4", [3, 3, 2, 3], MONDAY + timedelta(days=1))
    answer(cast, cast.anas_own, cast.ana, "phq-9", PHQ, MONDAY - timedelta(days=40))
    answer(cast, cast.couple, cast.ben, "phq-9", PHQ)
    viewer = cast.viewer(cast.ana)
    with CaptureQueriesContext(connection) as queries:
        lines = mine.latest_lines(viewer)
    assert len(queries) == 1
    assert [(line.case_id, line.slug, len(line.points)) for line in lines] == [
        (cast.couple.pk, "csi-4", 1),
        (cast.couple.pk, "phq-9", 12),
        (cast.anas_own.pk, "phq-9", 1),
    ]
    assert lines[1].first is not None
    assert lines[1].first.total == 24
    assert lines[1].words[0].startswith("Better than in July")


def test_the_page_costs_the_same_for_a_long_line(cast: Cast) -> None:
    ana, counts = cast.client(cast.ana), []
    for weeks in (21, 45):
        weekly(cast, cast.couple, cast.ana, "gad-7", [[1] * 7] * weeks)
        with CaptureQueriesContext(connection) as queries:
            ana.get(page(cast.couple, "gad-7"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 13


def test_prepared_reads_say_what_their_querysets_say(cast: Cast) -> None:
    given = weekly(cast, cast.couple, cast.ana, "phq-9", [PHQ] * 3)[-1]
    waits = asked(cast.couple, cast.ana, "csi-4")
    asked(cast.couple, cast.ana, "phq-9", state="passed", opens_on=MONDAY.date())
    line = (cast.couple.pk, "phq-9")
    calls = {
        mine._occasion: (waits.pk,),
        mine._waiting: (MONDAY.date(),),
        mine._given: (given,),
        mine._later: (*line, MONDAY - timedelta(days=1)),
        mine._latest: line,
        mine._oldest: line,
        mine._missed: (*line, MONDAY.date() - timedelta(days=30)),
        mine._open_sharing: line,
        answering._assigned: (waits.pk,),
    }
    for person in (cast.ana, cast.ben, cast.dana, cast.emil, cast.farid):
        viewer = cast.viewer(person)
        for fast, values in calls.items():
            plain_rows = list(fast.__wrapped__(viewer, *values))
            assert fast(viewer, *values) == plain_rows
            assert bool(plain_rows) == (person == cast.ana and fast is not mine._open_sharing)
