"""The gap between two partners' ratings."""

from __future__ import annotations

import pytest

from ampersand.measures.rules.dyad import gap, persisting


def test_worked_vectors() -> None:
    apart = gap(4.5, 3.5, norm_sd=0.8)
    assert (apart.size, apart.show, apart.lower) == (1.25, True, "second")
    low = gap(3.0, 3.0, norm_sd=0.8, low_below=3.5)
    assert (low.size, low.show, low.lower, low.both_low) == (0, False, None, True)


def test_a_gap_of_exactly_one_is_shown_and_a_rating_on_the_line_is_not_low() -> None:
    edge = gap(3.5, 4.5, norm_sd=1, low_below=4.5)
    assert (edge.show, edge.lower, edge.both_low) == (True, "first", False)


def test_two_of_the_last_three_sessions_persist() -> None:
    wide, close = gap(5, 3, norm_sd=1), gap(5, 5, norm_sd=1)
    assert persisting([wide, close, wide])
    assert not persisting([wide, wide, close, close])


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="norm_sd must be above 0"):
        gap(1, 2, norm_sd=0)
