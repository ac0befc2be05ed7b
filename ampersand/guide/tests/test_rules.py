"""Where Ana, Ben, Chloé and others are led, rule against rule, and what their page carries."""

import itertools

import pytest

from ampersand.clinical import Recommendation, where_to_begin
from ampersand.guide.rules.loading import shipped
from ampersand.guide.rules.parsing import PANELS as KNOWN_PANELS
from ampersand.guide.tests.by_hand import CODES, ORDER, OUTCOMES, PANELS, Told

# Answers, given in private by an adult, for which each rule alone is the first that fits.
EXAMPLES: dict[str, list[dict[str, object]]] = {
    "R1a": [{"danger": ["now"]}],
    "R1b": [{"danger": {"might_harm"}}],
    "R1c": [{"danger": ("dependant",)}],
    "R2a": [
        {"age_band": "16_17", "afraid": "sometimes"},
        {"age_band": "under_16", "self_harm": "prefer_not"},
        {"age_band": "16_17", "reality": "yes_not_in_care"},
    ],
    "R2b": [{"age_band": "under_16"}, {"age_band": "16_17"}],
    "R3": [{"self_harm": "active"}],
    "R4": [{"reality": "yes_not_in_care"}],
    "R5": [
        {"afraid": "yes"},
        {"control": "yes"},
        {"physical": "serious"},
        {"afraid": "sometimes", "physical": "minor_recent"},
    ],
    "R6": [{"self_harm": "passive"}, {"self_harm": "prefer_not"}],
    "R7": [{"afraid": "prefer_not"}, {"control": "some"}, {"physical": "minor_recent"}, {"afraid": "sometimes"}],
    "R8a": [{"substance": "me_untreated"}],
    "R8b": [{"substance": "partner_untreated"}],
    "R9": [{"outside": "hidden_mine"}],
    "R10a": [
        {"my_commitment": "decided_to_leave", "partner_commitment": "decided_to_leave", "family_issue": "child_teen"}
    ],
    "R10b": [{"my_commitment": "decided_to_leave", "partner_commitment": "decided_to_leave"}],
    "R11": [{"main_concern": "family"}, {"family_issue": "wider_family"}],
    "R12": [{"trauma": "yes"}],
    "R13": [{"partner_willing": "no"}, {"partner_willing": "no", "main_concern": "self", "my_commitment": "unsure"}],
    "R14": [{"my_commitment": "unsure"}, {"partner_commitment": "decided_to_leave"}, {"outside": "known_ongoing"}],
    "R15": [{"personal": "yes", "conflict": "stuck"}, {"trauma": "yes_in_therapy", "conflict": "stuck"}],
    "R16": [{"pattern": "yes"}],
    "R17": [{"my_commitment": "no_partner"}, {"main_concern": "self"}],
    "R18a": [{"outside": "suspected"}, {"outside": "ended_known"}],
    "R18b": [{"conflict": "stuck"}],
    "R18c": [{"main_concern": "relationship"}],
    "R19": [{}],
}
# Two rules that no single person can fit at once: they need two answers to one question, or a rule above both fits too.
APART = {
    ("R2b", "R3"), ("R2b", "R4"), ("R2b", "R6"), ("R3", "R6"), ("R8a", "R8b"), ("R9", "R18a"), ("R10a", "R15"),
    ("R10b", "R15"), ("R11", "R18c"), ("R15", "R17"),
}  # fmt: skip


def private(**answers: object) -> Recommendation:
    """The recommendation for someone whom nobody watches."""
    return where_to_begin({"private_now": "yes", **answers})  # type: ignore[dict-item]


@pytest.mark.parametrize("code", EXAMPLES)
def test_each_rule_answers_for_its_own(code: str) -> None:
    for answers in EXAMPLES[code]:
        found = private(**answers)
        assert (found.rule, found.recommendation) == (code, OUTCOMES[code][0]), answers
        assert found.track == ("enrichment" if code == "R18c" else OUTCOMES[code][1])
        assert not found.provisional


@pytest.mark.parametrize(("higher", "lower"), list(itertools.combinations(ORDER, 2)))
def test_the_higher_rule_wins_over_the_lower(higher: str, lower: str) -> None:
    """For somebody whom both fit, and nothing above them."""
    above = list(ORDER)[: list(ORDER).index(higher)]
    met = False
    for one, other in itertools.product(EXAMPLES[higher], EXAMPLES[lower]):
        for answers in ({**other, **one}, {**one, **other}, _ticked(one, other)):
            told = Told({"private_now": "yes", **answers})
            if ORDER[higher](told) and ORDER[lower](told) and not any(ORDER[code](told) for code in above):
                assert private(**answers).rule == higher, answers
                met = True
    assert met != ((higher, lower) in APART), (
        "either somebody is found whom both rules fit, or it is said that nobody is"
    )


def _ticked(one: dict[str, object], other: dict[str, object]) -> dict[str, object]:
    if "danger" in one and "danger" in other:
        return {**other, **one, "danger": {*one["danger"], *other["danger"]}}  # type: ignore[misc]
    return {**other, **one}


def test_every_reason_is_the_agreed_sentence() -> None:
    assert private(danger=["now"]).reason.startswith("Someone may be in danger right now. Please get help first.")
    assert private(afraid="yes").reason.endswith("This is not a judgement about you or your relationship.")
    assert private(conflict="stuck").reason == private(main_concern="relationship", conflict="we_sort_it_out").reason
    assert private(main_concern="relationship").reason.startswith("Nothing is badly wrong and you want to grow.")
    for code, examples in EXAMPLES.items():
        assert len(private(**examples[0]).reason) > 40, code


def test_chloe_is_sixteen_and_asked_nothing_about_a_partner() -> None:
    found = private(age_band="16_17", control="yes", conflict="stuck", my_commitment="unsure")
    assert (found.rule, found.track) == ("R2b", "young_person")
    assert {"trusted_adult", "child_line"} <= set(found.panels)
    assert found.find == ()
    assert private(age_band="16_17", danger=["now"]).panels[0] == "emergency"
    assert "trusted_adult" in private(age_band="16_17", danger=["now"]).panels


def test_where_someone_may_see_sensitive_answers_do_not_count_and_nothing_joint_is_offered() -> None:
    everything = {key: codes[1] for key, codes in CODES.items()} | {"danger": ["now"], "age_band": "adult"}
    watched = where_to_begin({**everything, "private_now": "no"})  # type: ignore[dict-item]
    calm = {key: value for key, value in everything.items() if key not in (
        "danger", "self_harm", "reality", "afraid", "control", "physical", "outside")}  # fmt: skip
    assert watched == where_to_begin({**calm, "private_now": "no"})  # type: ignore[dict-item]
    assert watched.provisional
    couple = where_to_begin({"private_now": "no", "conflict": "stuck", "afraid": "yes"})
    assert (couple.rule, couple.recommendation, couple.provisional) == ("R18b", "couple", True)
    assert {"retake_in_private", "private_check_each", "safer_device"} <= set(couple.panels)
    assert not {"find_couple_therapist", "invite_partner_words", "exercise_library", "dv_line_inline"} & set(
        couple.panels
    )


def test_whoever_does_not_say_that_they_are_alone_is_not_taken_to_be() -> None:
    skipped = where_to_begin({"danger": ["now"], "conflict": "stuck"})
    assert (skipped.rule, skipped.provisional) == ("R18b", True)
    assert where_to_begin({}).rule == "R19"
    assert where_to_begin({"private_now": None}).provisional


def test_one_amber_answer_is_enough_and_two_make_red() -> None:
    assert private(afraid="sometimes").rule == private(physical="minor_recent").rule == "R7"
    assert private(afraid="sometimes", physical="minor_recent").rule == "R5"
    assert private(control="some", conflict="stuck", personal="yes").rule == "R7"


def test_rare_force_long_ago_changes_nothing_and_everyone_reads_the_same_line() -> None:
    with_it = private(physical="minor_past", conflict="stuck")
    assert with_it.rule == "R18b"
    assert "mention_in_private" in with_it.lines
    assert with_it == private(physical="never", conflict="stuck"), "shown to some alone it would echo the answer"


def test_a_trauma_therapist_who_is_there_already_counts_as_ones_own_challenge() -> None:
    assert private(trauma="yes", conflict="stuck").rule == "R12"
    assert private(trauma="yes_in_therapy", conflict="stuck").rule == "R15"
    assert private(reality="yes_in_care", conflict="stuck").rule == "R15"
    assert private(substance="in_treatment", conflict="stuck").rule == "R15"


def test_one_to_one_with_a_willing_partner_says_when_to_invite_them() -> None:
    assert "mainly_about_partner" in private(pattern="yes").lines
    assert "one_sided_caution" in private(pattern="yes").panels
    assert "mainly_about_partner" not in private(pattern="yes", my_commitment="no_partner").lines
    assert "one_sided_caution" not in private(pattern="yes", my_commitment="no_partner").panels
    assert "mainly_about_partner" not in private(partner_willing="no").lines


CARRIES = [
    ({"danger": ["now"]}, {"emergency", "crisis_line", "dv_line"}, {"find_couple_therapist", "later_couple"}),
    ({"danger": ["might_harm"]}, {"crisis_line", "emergency"}, {"later_couple"}),
    ({"danger": ["dependant"]}, {"child_line", "emergency"}, {"later_couple"}),
    ({"self_harm": "active"}, {"crisis_line", "emergency", "safety_plan"}, {"later_couple", "one_sided_caution"}),
    ({"reality": "yes_not_in_care"}, {"medical_advice", "crisis_line"}, {"later_couple"}),
    ({"afraid": "yes"}, {"dv_line", "safer_device", "quick_exit"}, {"later_couple", "private_check_each"}),
    ({"self_harm": "passive"}, {"crisis_line", "safety_plan", "later_couple"}, {"invite_partner_words"}),
    ({"self_harm": "passive", "afraid": "sometimes"}, {"dv_line_inline"}, {"later_couple"}),
    ({"afraid": "sometimes"}, {"private_check_each", "dv_line_inline", "safer_device"}, {"later_couple"}),
    ({"substance": "me_untreated"}, {"addiction_help", "medical_advice", "later_couple"}, set()),
    ({"substance": "partner_untreated"}, {"family_of_user_help", "one_sided_caution"}, {"invite_partner_words"}),
    ({"outside": "hidden_mine"}, {"later_couple"}, {"invite_partner_words", "trust_repair_text"}),
    ({"trauma": "yes"}, {"later_couple"}, {"find_couple_therapist"}),
    ({"trauma": "yes", "my_commitment": "no_partner"}, set(), {"later_couple", "dv_line_inline"}),
    ({"partner_willing": "no"}, {"one_sided_caution", "invite_partner_words"}, {"find_couple_therapist"}),
    ({"partner_willing": "no", "my_commitment": "decided_to_leave"}, set(), {"invite_partner_words", "later_couple"}),
    ({"my_commitment": "unsure"}, {"find_discernment"}, {"exercise_library", "quality_time_tips", "trust_repair_text"}),
    ({"personal": "yes", "conflict": "stuck"}, {"find_both", "two_therapists_note"}, {"find_couple_therapist"}),
    ({"outside": "suspected"}, {"trust_repair_text", "find_couple_therapist"}, {"quality_time_tips"}),
    ({"conflict": "stuck"}, {"find_couple_therapist", "invite_partner_words"}, {"find_both"}),
    ({"main_concern": "relationship"}, {"quality_time_tips", "exercise_library"}, {"find_discernment"}),
    ({"main_concern": "family"}, {"private_check_each"}, {"find_couple_therapist", "quality_time_tips"}),
]


@pytest.mark.parametrize(("answers", "there", "absent"), CARRIES, ids=lambda value: str(sorted(value))[:60])
def test_a_page_carries_what_helps_and_nothing_that_could_harm(
    answers: dict[str, object], there: set[str], absent: set[str]
) -> None:
    panels = set(private(**answers).panels)
    assert there <= panels
    assert not absent & panels


def test_the_answers_that_led_there_are_named_but_never_the_sensitive_ones() -> None:
    assert private(personal="yes", conflict="stuck", my_commitment="in").led_by == (
        "my_commitment",
        "conflict",
        "personal",
    )
    assert private(trauma="yes_in_therapy", reality="yes_in_care", conflict="stuck").led_by == ("conflict", "trauma")
    for answers in ({"afraid": "yes"}, {"outside": "hidden_mine"}, {"self_harm": "active"}, {"danger": ["now"]}):
        assert private(**answers).led_by == ()
    assert private(outside="known_ongoing", my_commitment="in").led_by == ("my_commitment",)
    assert private().led_by == (), "what was not answered did not lead anywhere"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"age": "adult"}, "there is no question 'age'; there are main_concern,"),
        ({"afraid": "maybe"}, "'afraid' has no answer 'maybe'; there are no, sometimes, yes, prefer_not"),
        ({"afraid": ["yes"]}, "'afraid' takes one answer"),
        ({"danger": ["now", "later"]}, "'danger' has no answer 'later'"),
        ({"danger": 3}, "'danger' takes one answer"),
        ({"conflict": ""}, "'conflict' has no answer ''"),
        ({"private_now": True}, "'private_now' takes one answer"),
    ],
)
def test_what_is_unknown_is_refused_with_its_reason(answers: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match="^" + reason.replace("'", "['\"]")):
        where_to_begin(answers)  # type: ignore[arg-type]


def test_danger_takes_ticks_in_any_form_and_none_counts_only_alone() -> None:
    for ticks in (["none", "now"], {"now"}, ("now",), frozenset({"now", "none"}), "now", iter(["now"])):
        assert private(danger=ticks).rule == "R1a"
    assert private(danger=["none"]).rule == private(danger=[]).rule == private(danger="none").rule == "R19"
    assert private(danger=["dependant", "might_harm"]).rule == "R1b"


def test_keys_codes_and_panels_are_the_agreed_ones() -> None:
    questionnaire = shipped().book.questionnaire
    assert {one.key: set(one.codes) for one in questionnaire.questions} == {key: set(of) for key, of in CODES.items()}
    assert set(KNOWN_PANELS) == PANELS
    assert [rule.code for rule in shipped().book.rules] == [
        *[code for code in ORDER if code != "R19"], "R18c", "R19",
    ]  # fmt: skip
    carried = {name for rule in shipped().book.rules for name in rule.panels}
    carried |= {name for one in shipped().book.adds for name in one.names}
    assert carried == PANELS, "every panel has its place"
