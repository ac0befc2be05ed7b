"""Half way and towards the end everyone is asked for a private check, once for each look and at the same moment."""

from datetime import UTC, datetime, timedelta

from ampersand.core import clock
from ampersand.pathway.actions.asking import ask_at_looks
from ampersand.pathway.queries.course import usual
from ampersand.privacy.scope import system_scope
from ampersand.safety.models import CheckAsk, CheckRound
from tests.cast import Cast


def asked_on(cast: Cast, days: int) -> int:
    """How many rounds open so many days after the couple's middle, at eleven in the morning."""
    middle = usual("couple", cast.couple.opened_on).length.middle_on
    clock.fix(datetime.combine(middle, datetime.min.time(), UTC) + timedelta(days=days, hours=9))
    with system_scope("asking everyone for their private check"):
        return ask_at_looks()


def test_half_way_everyone_is_asked_once(cast: Cast) -> None:
    assert asked_on(cast, -1) == 0
    assert asked_on(cast, 0) > 0
    dana = cast.viewer(cast.dana)
    rounds = CheckRound.objects.visible_to(dana).filter(case=cast.couple)
    assert [one.reason for one in rounds] == ["middle"]
    people = CheckAsk.objects.visible_to(dana).filter(case=cast.couple).values_list("person_id", flat=True)
    assert set(people) == {cast.ana.pk, cast.ben.pk}
    assert asked_on(cast, 1) == 0


def test_whoever_was_asked_since_is_not_asked_again(cast: Cast) -> None:
    middle = usual("couple", cast.couple.opened_on).length.middle_on
    at = datetime.combine(middle, datetime.min.time(), UTC) + timedelta(hours=8)
    for case in (cast.couple, cast.family):
        CheckRound(case=case, reason="interval", asked_at=at).insert()
    assert asked_on(cast, 1) == 0


def test_towards_the_end_they_are_asked_again(cast: Cast) -> None:
    asked_on(cast, 0)
    length = usual("couple", cast.couple.opened_on).length
    asked_on(cast, (length.ending_on - length.middle_on).days)
    rounds = CheckRound.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple).order_by("asked_at")
    assert [one.reason for one in rounds] == ["middle", "ending"]


def test_nobody_is_asked_at_night(cast: Cast) -> None:
    middle = usual("couple", cast.couple.opened_on).length.middle_on
    clock.fix(datetime.combine(middle, datetime.min.time(), UTC) + timedelta(days=1, hours=1))
    with system_scope("asking everyone for their private check"):
        assert ask_at_looks() == 0
