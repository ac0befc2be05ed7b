"""Which answers let somebody know: the flags of an instrument, its own levels, and how old the answers are."""

from datetime import timedelta

import pytest

from ampersand.core import clock
from ampersand.safety import actions
from ampersand.safety.models import Alert
from ampersand.safety.rules.alerts import Kind
from ampersand.safety.rules.answers import kind_of
from ampersand.safety.tests.stories import MONDAY
from tests.cast import Cast


@pytest.mark.parametrize(
    ("instrument", "flags", "expected"),
    [
        ("phq-9", {"item-9"}, Kind.ITEM_9),
        ("phq-9", {"item-9-missing", "prorated-across-cut-off"}, None),
        ("core-10", {"item-6"}, Kind.CORE_ITEM_6),
        ("our-form", {"item-9"}, Kind.SAFETY_ITEM),
        ("our-screener", {"risk-low"}, Kind.SCREENER_LOW),
        ("our-screener", {"risk-low", "risk-moderate"}, Kind.SCREENER_MODERATE),
        ("our-screener", {"risk-low", "risk-high"}, Kind.SCREENER_HIGH),
        ("asq", {"asq-positive"}, Kind.ASQ_POSITIVE),
        ("asq", {"asq-positive", "asq-acute"}, Kind.ASQ_ACUTE),
        ("asq", set(), None),
    ],
)
def test_what_the_flags_say(instrument: str, flags: set[str], expected: Kind | None) -> None:
    assert kind_of(instrument, flags, {"item-9", "item-6"}) is expected


def consider(cast: Cast, days_ago: int = 0) -> Kind | None:
    return actions.consider(
        case_id=cast.couple.pk, person_id=cast.ana.pk, instrument="phq-9", source="administration:1",
        at=MONDAY - timedelta(days=days_ago), flags={"item-9"}, watched={"item-9"},
    )  # fmt: skip


@pytest.mark.parametrize(("days_ago", "expected"), [(0, 1), (14, 1), (15, 0), (400, 0)])
def test_answers_brought_in_count_for_fourteen_days(cast: Cast, days_ago: int, expected: int) -> None:
    clock.fix(MONDAY)
    consider(cast, days_ago)
    found = Alert.objects.visible_to(cast.viewer(cast.dana)).filter(kind="item-9")
    assert len(found) == expected
    for alert in found:
        assert alert.due_at > MONDAY, "the day is counted from when it became known"
        assert alert.at == MONDAY - timedelta(days=days_ago)


def test_a_case_that_nobody_treats_has_nobody_to_tell(cast: Cast) -> None:
    cast.dana.staff_roles.all().delete()
    assert consider(cast) is None
    assert not Alert.objects.visible_to(cast.viewer(cast.emil)).exists()
