"""The mean of both: only where both show their weeks, and never a week in which they differ by three or more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.conflict.actions import showing
from ampersand.conflict.models import ShownWeek
from ampersand.conflict.rules.account import Account
from ampersand.safety.models import JointWork
from tests.cast import Cast

from .stories import HERS, HIS, ONLY, drawn, going_on, offered, opened, page, post, wrote

pytestmark = pytest.mark.django_db


def ours(client: Client, cast: Cast) -> str:
    """What stands of our weeks."""
    text = page(client, "together", cast.couple.pk).split('id="ours"')[1].split("</section>")[0]
    return text.split("<form")[0]


def show(client: Client, cast: Cast, answer: str = "yes") -> None:
    """Show one's weeks, or stop."""
    assert post(client, "show_weeks", cast.couple.pk, show=answer).status_code == 303


def test_the_mean_stands_there_when_both_show_and_tells_of_neither_alone(cast: Cast) -> None:
    going_on(cast)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    before = ours(ben, cast)
    show(ana, cast)
    wrote(cast, cast.ana, HERS)
    assert ours(ben, cast) == before, "that she shows hers is not told"
    assert "Weeks stand here from now on" in ours(ana, cast)
    show(ben, cast)
    for _ in range(2):
        wrote(cast, cast.ben, HIS)
    for client in (ana, ben):
        text = ours(client, cast)
        assert "<td>1.5</td><td>6</td>" in text
        assert "Ana" not in text.split("</figure>")[0]


def test_a_week_in_which_they_differ_by_three_looks_like_one_without_notes(cast: Cast) -> None:
    going_on(cast)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    show(ana, cast)
    show(ben, cast)
    wrote(cast, cast.ben, HIS)
    empty = ours(ben, cast)
    for _ in range(4):
        wrote(cast, cast.ana, Account("Again"), ONLY)
    assert ours(ben, cast) == empty
    assert "differ by three or more" in page(cast.client(cast.dana), "of_case", cast.couple.pk)


def test_whoever_stops_takes_all_of_it_away(cast: Cast) -> None:
    going_on(cast)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    show(ben, cast)
    wrote(cast, cast.ben, HIS)
    waiting = ours(ben, cast)
    show(ana, cast)
    entry = wrote(cast, cast.ana, HERS)
    assert ours(ben, cast) != waiting
    post(ana, "take_back", entry.pk)
    assert ours(ben, cast) == waiting, "what is taken back counts no more"
    wrote(cast, cast.ana, HERS)
    show(ana, cast, "no")
    assert ours(ben, cast) == waiting
    assert not ShownWeek.objects.visible_to(cast.viewer(cast.ana), "share").exists()


def test_while_work_together_rests_nothing_of_it_is_shown_or_begun(cast: Cast) -> None:
    going_on(cast)
    JointWork.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple).update(goes_on=False)
    ana = cast.client(cast.ana)
    show(ana, cast)
    assert 'id="ours"' not in page(ana, "together", cast.couple.pk)
    assert not ShownWeek.objects.visible_to(cast.viewer(cast.ana), "share").exists()
    showing.stop_showing_weeks(by=cast.viewer(cast.ana), case_id=cast.couple.pk)


@pytest.mark.parametrize("name", ["log", "together", "loop"])
def test_pages_cost_the_same_however_much_there_is(cast: Cast, name: str) -> None:
    drawn(cast)
    counts = []
    for _ in range(2):
        for _again in range(3):
            opened(cast)
        offered(cast, "Another")
        client = cast.client(cast.ben)
        with CaptureQueriesContext(connection) as asked:
            page(client, name, cast.couple.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24
