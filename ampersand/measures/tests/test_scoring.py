"""Scores of the shipped instruments on published and worked answers, and what must hold for any answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand import clinical
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.loading import shipped
from ampersand.measures.rules.scoring import keyed, read_answers, score

type Codes = list[Number | None]

SLUGS = (
    "asq",
    *("audit-c", "core-10", "csi-16", "csi-32", "csi-4", "gad-7", "k10", "k6"),
    *("pc-ptsd-5", "pcl-5", "phq-2", "phq-4", "phq-9", "scs-sf"),
)

PUBLISHED: list[tuple[str, Codes, float, str]] = [
    ("csi-16", [3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 3, 2, 2, 3, 3], 43, "distressed"),
    ("csi-16", [5, 4, 4, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4, 4], 64, "not distressed"),
    ("csi-4", [3, 3, 2, 3], 11, "distressed"),
    ("csi-4", [5, 4, 4, 4], 17, "not distressed"),
    ("csi-32", [3] * 32, 96, "distressed"),
    ("csi-32", [5] + [4] * 31, 129, "not distressed"),
    ("phq-9", [2, 1, 3, 1, 0, 1, 2, 0, 0], 10, "moderate"),
    ("phq-9", [3, 3, 2, 2, 2, 3, 1, 0, 1], 17, "moderately severe"),
    ("phq-2", [2, 1], 3, "positive"),
    ("phq-2", [1, 1], 2, "negative"),
    ("gad-7", [2, 1, 2, 1, 0, 1, 0], 7, "mild"),
    ("gad-7", [3, 3, 3, 2, 2, 3, 2], 18, "severe"),
    ("phq-4", [2, 1, 2, 2], 7, "moderate"),
    ("phq-4", [1, 0, 0, 1], 2, "normal"),
    ("k6", [1, 2, 3, 4, 2, 1], 13, "serious"),
    ("k6", [0, 1, 1, 0, 1, 1], 4, "low"),
    ("k10", [1, 2, 3, 1, 2, 3, 2, 3, 1, 4], 22, "mild"),
    ("k10", [4, 4, 5, 3, 4, 4, 3, 5, 4, 4], 40, "severe"),
    ("pc-ptsd-5", [0], 0, "negative"),
    ("pc-ptsd-5", [1, 1, 1, 1, 1, 0], 4, "positive"),
    ("audit-c", [1, 0, 0], 1, "negative"),
    ("audit-c", [2, 1, 0], 3, "positive for women only"),
    ("audit-c", [3, 2, 1], 6, "positive"),
    ("core-10", [3, 3, 2, 2, 1, 0, 3, 2, 3, 1], 18, "moderate"),
    ("scs-sf", [4, 2, 3, 4, 2, 2, 3, 4, 5, 2, 4, 3], 26 / 12, "low"),
    ("scs-sf", [1, 5, 5, 1, 5, 5, 5, 1, 1, 5, 1, 1], 5.0, "high"),
]


@pytest.mark.parametrize(("slug", "answers", "total", "band"), PUBLISHED)
def test_published_answers_give_the_published_score(slug: str, answers: Codes, total: float, band: str) -> None:
    result = clinical.score(slug, answers)
    assert result.total == pytest.approx(total)
    assert result.band == band
    assert result.missing == ()
    assert not result.prorated


def test_every_instrument_that_may_ship_ships() -> None:
    assert clinical.instruments() == SLUGS


def test_whole_scores_stay_whole_numbers() -> None:
    assert isinstance(clinical.score("phq-9", [1] * 9).total, int)


class TestPhq9:
    def test_no_flag_without_item_nine(self) -> None:
        assert clinical.score("phq-9", [2, 1, 3, 1, 0, 1, 2, 0, 0]).flags == ()

    def test_item_nine_raises_its_flag_whatever_the_total(self) -> None:
        assert clinical.score("phq-9", [0] * 8 + [1]).flags == ("item-9",)
        assert clinical.score("phq-9", [None] * 8 + [1]).flags == ("item-9",)

    def test_a_missing_item_is_prorated(self) -> None:
        result = clinical.score("phq-9", [2, 1, 3, None, 0, 1, 2, 0, 1])
        assert result.total == 11.25
        assert result.prorated
        assert result.missing == ("4",)
        assert result.flags == ("item-9",)

    def test_item_nine_missing_is_itself_a_flag(self) -> None:
        result = clinical.score("phq-9", [0] * 8 + [None])
        assert result.total == 0
        assert result.safety_flags == ("item-9-missing",)

    def test_more_than_two_missing_give_no_score(self) -> None:
        result = clinical.score("phq-9", [3, 3, 3, 3, 3, 3, None, None, None])
        assert (result.total, result.band, result.side) == (None, None, None)

    def test_the_difficulty_question_is_optional_and_not_scored(self) -> None:
        assert clinical.score("phq-9", [1] * 9 + [3]).total == 9
        assert clinical.score("phq-9", [1] * 9).missing == ()

    def test_a_partner_is_never_shown_a_total_with_item_nine(self) -> None:
        quiet = clinical.score("phq-9", [1] * 8 + [0])
        loud = clinical.score("phq-9", [1] * 8 + [3])
        silent = clinical.score("phq-9", [1] * 8 + [None])
        assert quiet.partner_total == loud.partner_total == silent.partner_total == 8

    @given(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=8, max_size=8))
    def test_nothing_a_partner_sees_depends_on_item_nine(self, others: Codes) -> None:
        totals = {clinical.score("phq-9", [*others, nine]).partner_total for nine in (None, 0, 1, 2, 3)}
        assert len(totals) == 1


class TestCore10:
    def test_one_missing_item_is_prorated_and_the_risk_item_flagged(self) -> None:
        result = clinical.score("core-10", [3, 3, 2, None, 1, 1, 3, 2, 3, 1])
        assert result.total == pytest.approx(18.8889, abs=1e-4)
        assert result.flags == ("item-6",)

    def test_items_two_and_three_are_reversed(self) -> None:
        assert clinical.score("core-10", [0, 4, 4, 0, 0, 0, 0, 0, 0, 0]).total == 0

    def test_a_partner_never_sees_the_risk_item(self) -> None:
        totals = {clinical.score("core-10", [1] * 5 + [risk] + [1] * 4).partner_total for risk in (None, 0, 4)}
        assert len(totals) == 1


class TestCsi:
    def test_the_leftmost_boxes_of_the_word_pairs_score_twenty(self) -> None:
        leftmost = [item.scale.codes[0] for item in clinical.instrument("csi-16").items[10:]]
        assert leftmost == [5, 0, 5, 5, 0, 5]
        assert sum(leftmost) == 20

    def test_extremes(self) -> None:
        ranges = {
            slug: (clinical.instrument(slug).lowest, clinical.instrument(slug).highest)
            for slug in ("csi-16", "csi-32", "csi-4")
        }
        assert ranges == {"csi-16": (0, 81), "csi-32": (0, 161), "csi-4": (0, 21)}

    def test_up_to_three_missing_are_prorated_by_the_highest_possible_sum_and_flagged(self) -> None:
        result = clinical.score("csi-32", [5] + [4] * 28 + [None] * 3)
        assert result.total == pytest.approx(117 * 161 / 146)
        assert result.flags == ("prorated",)

    def test_missing_answers_that_could_decide_the_side_are_never_filled_in_silently(self) -> None:
        result = clinical.score("csi-32", [3] * 3 + [4] * 5 + [3] * 21 + [None] * 3)
        assert result.flags == ("prorated", "prorated-across-cut-off")

    @pytest.mark.parametrize(("slug", "items"), [("csi-4", 4), ("csi-16", 16)])
    def test_short_forms_need_every_item(self, slug: str, items: int) -> None:
        assert clinical.score(slug, [4] * (items - 1) + [None]).total is None

    def test_four_missing_give_no_score(self) -> None:
        assert clinical.score("csi-32", [4] * 28 + [None] * 4).total is None


class TestPcl5:
    rule_only: Codes = [2, 1, 2, 0, 2, 3, 1, 0, 2, 1, 0, 2, 1, 0, 2, 0, 3, 1, 2, 2]
    total_only: Codes = [4, 4, 4, 4, 4, 0, 0, 4, 4, 4, 4, 4, 4, 0, 1, 1, 1, 1, 1, 1]

    def test_the_rule_can_be_met_below_the_cutoff(self) -> None:
        result = clinical.score("pcl-5", self.rule_only)
        assert result.total == 27
        assert result.subscales == {"b": 7, "c": 4, "d": 6, "e": 10}
        assert result.rules == {"dsm-5": True}
        assert result.side == "functional"

    def test_the_total_can_be_high_without_the_rule(self) -> None:
        result = clinical.score("pcl-5", self.total_only)
        assert result.total == 50
        assert result.rules == {"dsm-5": False}
        assert result.sides == {"33": "clinical", "31": "clinical", "28": "clinical"}

    def test_the_rule_is_never_prorated(self) -> None:
        both_missing: Codes = [*self.rule_only[:5], None, None, *self.rule_only[7:]]
        assert clinical.score("pcl-5", both_missing).rules == {"dsm-5": None}
        assert clinical.score("pcl-5", both_missing).prorated


class TestOpeningQuestions:
    def test_no_exposure_scores_nothing_and_leaves_nothing_missing(self) -> None:
        result = clinical.score("pc-ptsd-5", [0])
        assert (result.total, result.missing, result.flags) == (0, (), ())

    def test_the_cutoff_is_a_setting(self) -> None:
        form = clinical.instrument("pc-ptsd-5")
        assert score(form, [1, 1, 1, 0, 1, 0], cutoff="3").side == "clinical"
        assert score(form, [1, 1, 1, 0, 1, 0], cutoff="4").side == "functional"
        with pytest.raises(ValueError, match="no cut-off '5'"):
            score(form, [0], cutoff="5")

    def test_after_a_yes_every_answer_is_needed(self) -> None:
        assert clinical.score("pc-ptsd-5", [1, 1, 1, 1, 1, None]).total is None
        with pytest.raises(ValueError, match=r"needs 6 answers.*no answer for item 5"):
            clinical.score("pc-ptsd-5", [1, 1, 1, 0, 1])

    def test_an_open_first_question_leaves_the_score_open(self) -> None:
        result = clinical.score("pc-ptsd-5", [None])
        assert (result.total, result.missing) == (None, ("exposure",))

    def test_someone_who_never_drinks_scores_nothing_on_the_rest(self) -> None:
        assert clinical.score("audit-c", [0]).total == 0
        assert clinical.score("audit-c", [0, 0, 0]).flags == ()
        assert clinical.score("audit-c", [0, 2, 1]).total == 0
        assert clinical.score("audit-c", [0, 2, 1]).flags == ("answered-when-not-asked",)

    def test_men_and_women_have_their_own_cutoffs(self) -> None:
        assert clinical.score("audit-c", [2, 1, 0]).sides == {"women": "clinical", "men": "functional"}

    def test_a_score_from_how_often_alone_asks_for_a_review(self) -> None:
        assert clinical.score("audit-c", [4, 0, 0]).rules == {"only-item-1": True}
        assert clinical.score("audit-c", [3, 2, 1]).rules == {"only-item-1": False}


def test_subscales_reach_their_own_cutoffs() -> None:
    result = clinical.score("phq-4", [2, 1, 2, 2])
    assert result.subscales == {"anxiety": 3, "depression": 4}
    assert result.positive_subscales == ("anxiety", "depression")


class TestWrongAnswers:
    @pytest.mark.parametrize("code", [4, -1, 1.5, "1", True, float("nan")])
    def test_an_unknown_code_names_the_item_and_the_codes(self, code: object) -> None:
        with pytest.raises(ValueError, match=r"phq-9 item 3: .* is not one of the codes 0, 1, 2, 3"):
            clinical.score("phq-9", [0, 0, code, 0, 0, 0, 0, 0, 0])  # type: ignore[list-item]

    def test_too_few_and_too_many(self) -> None:
        with pytest.raises(ValueError, match=r"needs 9 answers.*got 8"):
            clinical.score("phq-9", [0] * 8)
        with pytest.raises(ValueError, match="has 10 items, got 11 answers"):
            clinical.score("phq-9", [0] * 11)

    def test_text_is_not_a_list_of_answers(self) -> None:
        with pytest.raises(ValueError, match="not text"):
            clinical.score("phq-9", "213101200")  # type: ignore[arg-type]

    def test_unknown_item_and_unknown_instrument(self) -> None:
        with pytest.raises(ValueError, match="phq-9 has no item '12'"):
            clinical.score("phq-9", {"12": 1})
        with pytest.raises(ValueError, match="there is no instrument 'phq-10'"):
            clinical.score("phq-10", [])

    def test_answers_by_item_id_score_like_answers_in_order(self) -> None:
        codes = [2, 1, 3, 1, 0, 1, 2, 0, 0]
        by_id = {str(number): code for number, code in enumerate(codes, start=1)}
        assert clinical.score("phq-9", by_id) == clinical.score("phq-9", codes)


def sheets(holes: bool = True) -> st.SearchStrategy[tuple[Instrument, Codes]]:
    """Any shipped instrument with any answers, some missing when `holes`."""

    def for_one(slug: str) -> st.SearchStrategy[tuple[Instrument, Codes]]:
        form = shipped()[slug]
        size = len(form.items)

        def answers(draws: bytes) -> tuple[Instrument, Codes]:
            options: list[Codes] = [[*item.scale.codes, *([None] if holes else [])] for item in form.items]
            return form, [some[draw % len(some)] for some, draw in zip(options, draws, strict=True)]

        return st.binary(min_size=size, max_size=size).map(answers)

    return st.sampled_from([slug for slug in SLUGS if slug != "asq"]).flatmap(for_one)


@given(sheets())
def test_a_total_lies_within_its_range_and_has_a_band(case: tuple[Instrument, Codes]) -> None:
    form, codes = case
    result = score(form, codes)
    if result.total is not None:
        lowest = 0 if form.slug == "pc-ptsd-5" else form.lowest
        assert lowest <= result.total <= form.highest or result.total == pytest.approx(form.highest)
        assert result.band is not None
        assert (result.side is None) == (form.cutoff is None)
    else:
        assert result.missing
        assert result.band is None


@given(sheets(holes=False))
def test_reversing_twice_gives_the_code_back(case: tuple[Instrument, Codes]) -> None:
    form, codes = case
    for item, code in zip(form.items, codes, strict=True):
        assert code is not None
        assert keyed(item, keyed(item, code)) == code


@given(sheets(holes=False), st.data())
def test_a_higher_item_score_never_lowers_the_total(case: tuple[Instrument, Codes], data: st.DataObject) -> None:
    form, codes = case
    place = data.draw(st.sampled_from([n for n, item in enumerate(form.items) if item.scored]))
    item, code = form.items[place], codes[place]
    assert code is not None
    higher = data.draw(st.sampled_from([c for c in item.scale.codes if keyed(item, c) >= keyed(item, code)]))
    before, after = score(form, codes).total, score(form, [*codes[:place], higher, *codes[place + 1 :]]).total
    assert before is not None
    assert after is not None
    assert after >= before


@given(sheets())
def test_safety_flags_do_not_depend_on_the_other_answers(case: tuple[Instrument, Codes]) -> None:
    form, codes = case
    answers = read_answers(form, codes)
    for watch in form.safety:
        alone = score(form, {watch.item: answers[watch.item]})
        assert score(form, codes).safety_flags == alone.safety_flags
