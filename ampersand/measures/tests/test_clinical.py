"""The library for notebooks: its names, its shapes, and that it needs no Django."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from fractions import Fraction

import pytest

from ampersand import clinical


def test_the_promised_names_and_attributes() -> None:
    result = clinical.score("phq-9", [2, 1, 3, 1, 0, 1, 2, 0, 0])
    assert (result.total, result.band, result.flags, result.missing) == (10, "moderate", (), ())
    assert result.subscales == {}
    change = clinical.reliable_change(
        before=32.5, after=47.5, sd=7.5, reliability=0.8, cutoff=50, higher_is_better=True
    )
    assert (round(change.rc or 0, 4), round(change.threshold, 4), change.verdict) == (3.1623, 9.2971, "improved")
    couple = clinical.couple_change(
        first=(40, 62), second=(50, 40), sd=17, reliability=0.98, cutoff=51.5, higher_is_better=True, rule="both"
    )
    assert (couple.verdict, couple.first.verdict, couple.second.verdict) == (
        "deteriorated",
        "recovered",
        "deteriorated",
    )
    trend = clinical.reliable_trend([1, 2, 3, 4, 5, 6], [98, 98, 98, 99, 99, 99], 0.5)
    assert (round(trend.rti, 4), trend.reliable) == (2.1514, True)
    assert clinical.goal_attainment([(0, 1)]) == 50.0


def test_everything_it_offers_is_there() -> None:
    assert all(hasattr(clinical, name) for name in clinical.__all__)


def test_results_cannot_be_altered() -> None:
    result = clinical.score("phq-2", [1, 1])
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.total = 0  # type: ignore[misc]


def test_numbers_of_other_libraries_are_numbers() -> None:
    assert clinical.score("phq-2", [Fraction(2), 1.0]).total == 3  # type: ignore[list-item]
    assert isinstance(clinical.score("phq-2", [2.0, 1.0]).total, int)


def test_it_works_where_django_is_not_installed() -> None:
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from ampersand import clinical\n"
        "print(clinical.score('phq-9', [1] * 9).total, [name for name in sys.modules if name.startswith('django.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "9 []"
