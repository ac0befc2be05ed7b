"""Our space: what each has chosen to share, with equal room for both, and no word about who has answered."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ampersand.cases import actions as cases
from ampersand.checkins.tests import stories as check_ins
from ampersand.checkins.tests.stories import THURSDAY, WEDNESDAY
from ampersand.core import clock
from ampersand.measures.actions import sharing
from ampersand.measures.content import instrument
from ampersand.overview.tests.answers import answered, asked
from ampersand.pathway.actions import course
from tests.cast import Cast


@pytest.fixture(autouse=True)
def wednesday() -> None:
    """A day on which no weekly check-in is open."""
    clock.fix(datetime(2026, 11, 25, 9, tzinfo=UTC))


def page_of(cast: Cast, name: str) -> str:
    """The page of the couple as the person sees it, without what changes at every look."""
    answer = cast.client(getattr(cast, name)).get(f"/cases/{cast.couple.pk}/ours/")
    assert answer.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


@pytest.mark.parametrize("name", ["dana", "emil", "farid", "gita", "hugo", "chloe"])
def test_only_the_couple_has_this_page(cast: Cast, name: str) -> None:
    assert cast.client(getattr(cast, name)).get(f"/cases/{cast.couple.pk}/ours/").status_code == 404
    assert cast.client(cast.chloe).get(f"/cases/{cast.family.pk}/ours/").status_code == 200


def test_a_case_of_one_has_no_such_page(cast: Cast) -> None:
    assert cast.client(cast.ana).get(f"/cases/{cast.anas_own.pk}/ours/").status_code == 404


def test_both_have_the_same_room_and_the_same_words(cast: Cast) -> None:
    page = page_of(cast, "ana")
    assert "What Ana chooses to share stands here." in page
    assert "What Ben chooses to share stands here." in page
    assert "You, Ben, Dana and Emil see this page" in page


def test_what_ben_does_leaves_no_trace_until_he_shares_it(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ben, "phq-9", [12, 11])
    before = page_of(cast, "ana")
    asked(cast.couple, cast.ben, "csi-4")
    answered(cast, cast.couple, cast.ben, "gad-7", [8])
    sharing.share(by=cast.viewer(cast.ben), case_id=cast.couple.pk, instrument=instrument("phq-9"))
    assert page_of(cast, "ana") == before, "sharing begins with the next answers"
    answered(cast, cast.couple, cast.ben, "phq-9", [10], month=10)
    after = page_of(cast, "ana")
    assert f"/shared/{cast.ben.pk}/phq-9/" in after
    assert "gad-7" not in after
    sharing.stop_sharing(by=cast.viewer(cast.ben), case_id=cast.couple.pk, slug="phq-9")
    assert page_of(cast, "ana") == before


def test_what_was_shared_ends_with_the_work_and_with_leaving(cast: Cast) -> None:
    for person in (cast.ana, cast.ben):
        answered(cast, cast.couple, person, "csi-16", [30])
        sharing.share(by=cast.viewer(person), case_id=cast.couple.pk, instrument=instrument("csi-16"))
        answered(cast, cast.couple, person, "csi-16", [35], month=10)
    shared = f"/cases/{cast.couple.pk}/shared/{cast.ben.pk}/csi-16/"
    assert shared in page_of(cast, "ana")
    assert cast.client(cast.ana).get(shared).status_code == 200
    cases.leave(by=cast.viewer(cast.dana), case=cast.couple, person_id=cast.ben.pk)
    assert shared not in page_of(cast, "ana")
    assert cast.client(cast.ana).get(shared).status_code == 404
    assert cast.client(cast.ben).get(f"/cases/{cast.couple.pk}/shared/{cast.ana.pk}/csi-16/").status_code == 404


def test_an_ended_case_shows_nothing_any_more(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ben, "csi-16", [30])
    sharing.share(by=cast.viewer(cast.ben), case_id=cast.couple.pk, instrument=instrument("csi-16"))
    answered(cast, cast.couple, cast.ben, "csi-16", [35], month=10)
    shared = f"/cases/{cast.couple.pk}/shared/{cast.ben.pk}/csi-16/"
    assert cast.client(cast.ana).get(shared).status_code == 200
    cases.end_case(by=cast.viewer(cast.dana), case=cast.couple)
    assert "This work ended on" in page_of(cast, "ana")
    assert cast.client(cast.ana).get(shared).status_code == 404


def test_it_costs_the_same_however_much_is_shared(cast: Cast, django_assert_num_queries: Any) -> None:
    ana, path = cast.client(cast.ana), f"/cases/{cast.couple.pk}/ours/"
    for slugs in (("csi-16",), ("phq-9", "gad-7", "k6")):
        for slug in slugs:
            answered(cast, cast.couple, cast.ben, slug, [5])
            sharing.share(by=cast.viewer(cast.ben), case_id=cast.couple.pk, instrument=instrument(slug))
            answered(cast, cast.couple, cast.ben, slug, [6, 7, 8], month=10)
        # session, case, people; shown lines with both; sharing, weeks (2), meeting, rest, course, exercises (2),
        # navigation
        with django_assert_num_queries(16):
            ana.get(path)


def test_lines_of_a_check_in_that_are_shown_stand_on_their_side_once_it_has_closed(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    check_ins.meeting(cast)
    before = page_of(cast, "ben")
    check_ins.send(cast, cast.ana, shown=("close",), close=7)
    assert page_of(cast, "ben") == before
    check_ins.close(THURSDAY)
    assert f"/cases/{cast.couple.pk}/weeks-of/{cast.ana.pk}/" in page_of(cast, "ben")
    assert "Lines of my check-ins" in page_of(cast, "ana")


def test_how_long_we_agreed_on_is_there_for_both(cast: Cast) -> None:
    assert "We agreed on" not in page_of(cast, "ana")
    course.agree(
        by=cast.viewer(cast.dana), case_id=cast.couple.pk, meetings=14, begun_on=date(2026, 11, 2), every_weeks=1,
        version=0,
    )  # fmt: skip
    for name in ("ana", "ben"):
        assert "We agreed on 14 meetings" in page_of(cast, name)
