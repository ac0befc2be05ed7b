"""What Ana lets Ben read, answer by answer, and what he never learns."""

from typing import Any

from ampersand.core.clock import now
from ampersand.intake.tests.stories import SAID, tell, write
from tests.cast import Cast
from tests.privacy.crawl import look


def page_of(cast: Cast, who: Any) -> str:
    return look(cast.client(who), f"/cases/{cast.couple.pk}/coming-in/shown/").body.decode()


def test_ben_reads_the_one_answer_that_she_shows_and_no_day(cast: Cast) -> None:
    tell(cast, cast.ana, shown={"now"})
    page = page_of(cast, cast.ben)
    assert "We row about the same things." in page
    assert "Money" not in page
    assert str(now().year) not in page.split("<main")[1].split("</main")[0]


def test_taken_back_it_is_gone_for_him_and_stays_for_dana(cast: Cast) -> None:
    before = page_of(cast, cast.ben)
    tell(cast, cast.ana, shown={"now"})
    assert page_of(cast, cast.ben) != before
    tell(cast, cast.ana, base=1)
    assert page_of(cast, cast.ben) == before
    dana = cast.client(cast.dana).get(f"/cases/{cast.couple.pk}/intake/{cast.ana.pk}/").content.decode()
    assert "We row about the same things." in dana


def test_an_earlier_version_is_not_shown_any_more(cast: Cast) -> None:
    tell(cast, cast.ana, shown={"now"})
    tell(cast, cast.ana, SAID | {"now": "Better put."}, base=1, shown={"now"})
    page = page_of(cast, cast.ben)
    assert "Better put." in page
    assert "We row about" not in page


def test_nothing_shown_looks_the_same_whether_told_or_not(cast: Cast) -> None:
    before = page_of(cast, cast.ben)
    write(cast, cast.ana, {"better": "."}, number=2, shown={"better"})
    tell(cast, cast.ana)
    assert page_of(cast, cast.ben) == before


def test_a_case_of_one_has_no_such_page(cast: Cast) -> None:
    assert cast.client(cast.farid).get(f"/cases/{cast.farids.pk}/coming-in/shown/").status_code == 404
