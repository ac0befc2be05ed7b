"""What Ana, Ben and Dana read: kind, true, and never more certain than the numbers."""

from __future__ import annotations

from datetime import date

import pytest

from ampersand import clinical
from ampersand.measures.rules.instrument import Number
from ampersand.measures.rules.words import Point, client_words

DAYS = (date(2026, 3, 3), date(2026, 4, 7), date(2026, 5, 5), date(2026, 6, 2))
UNKIND = ("red", "green", "dropped", "fail", "worse", "bad", "score", "decline", "deteriorat", "severe")


def read(slug: str, *totals: Number | None) -> tuple[str, ...]:
    points = tuple(Point(on, total, total is not None) for on, total in zip(DAYS, totals, strict=False))
    return client_words(clinical.instrument(slug), points)


class TestClientWords:
    def test_a_reliable_change_on_verified_numbers(self) -> None:
        assert read("core-10", 20, 18, 10) == ("A little better than in March; a change this size is likely real.",)
        assert read("core-10", 30, 18, 10) == ("Better than in March; a change this size is likely real.",)

    def test_a_change_within_error(self) -> None:
        assert read("core-10", 20, 15) == ("Much as it was in March: within the usual ups and downs.",)

    def test_a_hard_time_is_told_kindly(self) -> None:
        assert read("core-10", 10, 18) == (
            "A little harder than in March; a change this size is likely real.",
            "It is worth talking about when you next meet.",
        )

    @pytest.mark.parametrize("slug", ["phq-9", "gad-7", "csi-16", "k6", "scs-sf"])
    def test_unverified_or_unknown_thresholds_claim_nothing(self, slug: str) -> None:
        form = clinical.instrument(slug)
        for before, after in ((form.lowest, form.highest), (form.highest, form.lowest), (form.lowest, form.lowest)):
            text = " ".join(read(slug, before, after))
            assert "likely real" not in text
            assert "ups and downs" not in text

    def test_comparison_without_a_threshold(self) -> None:
        assert read("phq-9", 15, 14) == ("About the same as in March.",)
        assert read("phq-9", 15, 12) == ("A little better than in March.",)
        assert read("csi-16", 40, 60) == ("Better than in March.",)
        assert read("csi-16", 60, 40) == ("Harder than in March.",)

    def test_first_answer_and_none(self) -> None:
        assert read("phq-9", 15) == ("These are your first answers. Your line begins here.",)
        assert read("phq-9") == ("No answers yet. Your line begins with the first ones.",)
        assert read("phq-9", None) == ("No answers yet. Your line begins with the first ones.",)

    def test_missing_weeks_are_no_fault(self) -> None:
        gap = "There are no answers for 2 check-ins. Your line leaves a gap there, and that is all right."
        assert read("phq-9", 15, None, None, 8) == ("Better than in March.", gap)

    def test_answered_with_too_much_left_open(self) -> None:
        points = (Point(DAYS[0], 15), Point(DAYS[1], None))
        words = client_words(clinical.instrument("phq-9"), points)
        assert words == ("Some questions were left open, so there is no result this time. That is all right.",)

    def test_the_day_is_named_as_people_would(self) -> None:
        form = clinical.instrument("phq-9")
        same_month = (Point(date(2026, 3, 3), 15), Point(date(2026, 3, 24), 8))
        other_year = (Point(date(2025, 3, 3), 15), Point(date(2026, 3, 24), 8))
        assert client_words(form, same_month) == ("Better than on 3 March.",)
        assert client_words(form, other_year) == ("Better than in March 2025.",)

    def test_no_unkind_word_on_any_course(self) -> None:
        for slug in clinical.instruments():
            if clinical.instrument(slug).method == "none":
                continue
            low, high = clinical.instrument(slug).lowest, clinical.instrument(slug).highest
            for totals in ((low, high), (high, low), (low, low), (low, None, high), (low,), (None, None)):
                text = " ".join(read(slug, *totals)).lower()
                assert not any(word in text.split() for word in UNKIND), text
