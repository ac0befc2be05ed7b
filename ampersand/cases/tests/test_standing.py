"""A couple's unit ends, an ending is taken back, and after thirty days the keeper closes what was joint."""

from datetime import timedelta

import pytest

from ampersand.cases import actions, queries
from ampersand.cases.actions import standing
from ampersand.core import clock
from ampersand.operations import chores
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast


def test_one_leaves_and_the_unit_closes_for_both_alike(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    assert dana.post(f"/cases/{cast.couple.pk}/people/{cast.ben.pk}/leave/").status_code == 303
    for person in (cast.ana, cast.ben):
        case = queries.one(cast.viewer(person), cast.couple.pk)
        assert (case.state, case.shows_joint, case.shows_shared, case.takes_new) == ("unit_ended", True, False, False)
        assert not case.joint_open


def test_the_keeper_closes_it_after_thirty_days_and_not_before(cast: Cast) -> None:
    start = clock.now()
    actions.leave(by=cast.viewer(cast.dana), case=cast.couple, person_id=cast.ben.pk)
    clock.fix(start + timedelta(days=29))
    chores.close_what_ended()
    assert queries.one(cast.viewer(cast.ana), cast.couple.pk).state == "unit_ended"
    clock.fix(start + timedelta(days=31))
    chores.close_what_ended()
    case = queries.one(cast.viewer(cast.ana), cast.couple.pk)
    assert (case.state, [one.name for one in case.people]) == ("closed", ["Ana", "Dana", "Emil"])


def test_a_mistake_is_taken_back_within_a_day(cast: Cast) -> None:
    dana, people = cast.client(cast.dana), f"/cases/{cast.couple.pk}/people/"
    dana.post(f"/cases/{cast.couple.pk}/end/")
    assert "Take the ending back" in dana.get(people).content.decode()
    assert "Take the ending back" not in cast.client(cast.ana).get(people).content.decode()
    assert dana.post(f"/cases/{cast.couple.pk}/take-back/").status_code == 303
    assert queries.joint_open(cast.viewer(cast.ana), cast.couple.pk)
    verbs = AuditEvent.objects.filter(chain=cast.couple.pk).order_by("number").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["case.end", "case.taken_back"]


def test_not_after_a_day_and_not_by_others(cast: Cast) -> None:
    start = clock.now()
    standing.end_case(by=cast.viewer(cast.dana), case=cast.couple)
    for person in (cast.ana, cast.emil, cast.gita):
        assert cast.client(person).post(f"/cases/{cast.couple.pk}/take-back/").status_code == 404
    clock.fix(start + timedelta(hours=25))
    with pytest.raises(actions.Refused):
        standing.take_back(by=cast.viewer(cast.dana), case=cast.couple)
