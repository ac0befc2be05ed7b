"""On track or not: the worked courses, silence, and the worse of two partners."""

from __future__ import annotations

import pytest

from ampersand import clinical
from ampersand.measures.rules.instrument import Cutoff, Source
from ampersand.measures.rules.track import Track, couple_track, measure_track, track

LINE = Cutoff("10", 10, "at_or_above", Source("worked example", "2"))


def phq(*scores: int | None) -> Track:
    return track(scores, points=6, cutoff=LINE, higher_is_better=False)


@pytest.mark.parametrize(
    ("scores", "status", "reason"),
    [
        ((15, 17, 21), "red", "worse"),
        ((15, 14, 14, 13, 14, 13), "amber", "no-improvement"),
        ((15, 9, 8), "green", "better"),
        ((15, 14), "unknown", "too-early"),
        ((15,), "unknown", "too-early"),
        ((4,), "unknown", "too-early"),
        ((), "unknown", "too-early"),
        ((6, 7, 5), "green", "functional"),
        ((20, 14, 13, 13, 12, 12), "green", "better"),
        ((15, 22, 14), "red", "worse"),
        ((15, 22, 9), "green", "better"),
        ((4, 11, 5), "green", "functional"),
        ((15, 9, None, None), "unknown", "silent"),
        ((15, 9, None), "green", "better"),
        ((15, 22, None, None), "red", "worse"),
        ((None, None), "unknown", "silent"),
    ],
)
def test_courses(scores: tuple[int | None, ...], status: str, reason: str) -> None:
    result = phq(*scores)
    assert (result.status, result.reason) == (status, reason)


def test_red_names_the_first_session_that_was_worse() -> None:
    assert phq(15, 17, 21, 22).session == 3


def test_the_couple_is_as_well_as_the_partner_who_is_worse_off() -> None:
    red, amber, unknown, green = phq(15, 21), phq(*[15] * 6), phq(15), phq(15, 8)
    assert couple_track(green, red) == red
    assert couple_track(amber, unknown) == amber
    assert couple_track(unknown, green) == unknown


def test_a_partner_who_stopped_answering_is_never_green() -> None:
    assert couple_track(phq(15, 8), phq(15, 8, None, None)).status == "unknown"


def test_unverified_numbers_alert_nobody() -> None:
    shaky = measure_track(clinical.instrument("phq-9"), [15, 17, 21])
    assert (shaky.status, shaky.provisional, shaky.alerts) == ("red", True, False)
    sure = measure_track(clinical.instrument("core-10"), [15, 17, 22])
    assert (sure.status, sure.provisional, sure.alerts) == ("red", False, True)


def test_direction_is_the_instruments_own() -> None:
    assert measure_track(clinical.instrument("csi-16"), [60, 50]).status == "red"
    assert measure_track(clinical.instrument("csi-16"), [40, 60]).status == "green"


def test_without_a_threshold_nothing_is_claimed() -> None:
    assert measure_track(clinical.instrument("k6"), [20, 3]).reason == "no-threshold"
