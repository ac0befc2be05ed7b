"""What `visible_to` keeps is the question, never the answer."""

import pytest

from ampersand.accounts.models import SignIn
from ampersand.cases.models import Case, Participation
from ampersand.core.clock import now
from tests.cast import Cast, make_case

pytestmark = pytest.mark.django_db


def test_the_same_question_is_answered_anew_each_time(cast: Cast) -> None:
    ben = cast.viewer(cast.ben)
    first = Case.objects.visible_to(ben)
    before = set(first)
    added = make_case(cast.practice, "individual", [cast.ben], cast.dana)
    assert set(Case.objects.visible_to(ben)) == before | {added}
    assert set(first) == before, "what was read stays what it was"


def test_one_who_left_is_answered_as_one_who_left(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    assert cast.couple in Case.objects.visible_to(dana)
    Participation.objects.visible_to(dana).filter(person=cast.dana, case=cast.couple).update(left_at=now())
    assert cast.couple not in Case.objects.visible_to(dana)


def test_each_viewer_and_each_action_has_a_question_of_their_own(cast: Cast) -> None:
    ana, dana = cast.viewer(cast.ana), cast.viewer(cast.dana)
    assert not Case.objects.visible_to(ana, "write").exists()
    assert Case.objects.visible_to(ana).exists()
    assert cast.couple in Case.objects.visible_to(dana, "write")
    assert not SignIn.objects.visible_to(dana).exists()


def test_narrowing_one_narrows_no_other(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    assert not Case.objects.visible_to(dana).filter(kind="individual").exists()
    assert cast.couple in Case.objects.visible_to(dana)


@pytest.mark.parametrize("who", ["ana", "ben", "dana", "emil", "farid", "gita"])
def test_one_row_by_its_key_is_found_as_in_the_list(cast: Cast, who: str) -> None:
    viewer = cast.viewer(getattr(cast, who))
    for action in ("read", "write"):
        for case in (cast.couple, cast.family, cast.anas_own, cast.farids):
            listed = Case.objects.visible_to(viewer, action).filter(pk=case.pk).first()
            found = Case.objects.find(viewer, case.pk, action)
            assert found == listed == Case.objects.find(viewer, str(case.pk), action)
            assert found is None or vars(found) | {"_state": 0} == vars(listed) | {"_state": 0}


def test_what_was_found_can_be_changed_and_saved(cast: Cast) -> None:
    found = Case.objects.find(cast.viewer(cast.dana), cast.couple.pk, "write")
    assert found is not None
    found.state = "paused"
    found.save(update_fields=["state"])
    cast.couple.refresh_from_db()
    assert cast.couple.state == "paused"
