"""The short questions after an answer about suicide: every way to answer them, against the branching said once more.

Source: Ask Suicide-Screening Questions, National Institute of Mental Health.
"""

from dataclasses import replace
from itertools import product

import pytest

from ampersand.core.reading import ContentError
from ampersand.measures import content
from ampersand.measures.forms.answers import questions
from ampersand.measures.rules.loading import from_data, shipped
from ampersand.measures.rules.scoring import score
from ampersand.measures.rules.writing import to_data

ASQ = shipped()["asq"]
YES, NO, REFUSED, OPEN = 1, 0, 2, None
ITEMS = ("1", "2", "3", "4", "5")


def flags(*answers: int | None) -> set[str]:
    return set(score(ASQ, dict(zip(ITEMS, answers, strict=True))).flags)


def test_every_way_to_answer_leads_where_the_form_says() -> None:
    for *four, now in product((YES, NO, REFUSED, OPEN), repeat=5):
        positive = any(one != NO for one in four)
        acute = now == YES or (YES in four and now in (REFUSED, OPEN))
        expected = {"asq-positive"} if positive else set()
        assert flags(*four, now) == expected | ({"asq-acute"} if acute else set()), (four, now)


def test_there_is_no_total_no_band_and_nothing_for_a_partner() -> None:
    result = score(ASQ, {"1": YES, "5": YES})
    assert (result.total, result.band, result.partner_total, result.missing) == (None, None, None, ())


def test_the_last_question_waits_for_a_yes_a_refusal_or_silence() -> None:
    asked = {one.text: one for one in questions(ASQ, ASQ.wording["en"])}
    now = asked["Are you having thoughts of killing yourself right now?"]
    assert now.when == "q1=1,2, q2=1,2, q3=1,2, q4=1,2,"
    assert now.help == "Only if you did not answer “No” to all of those before."
    assert asked["When?"].when == "q4=1"


def test_nobody_can_plan_it(db: None) -> None:
    assert "asq" not in content.available(None)
    assert content.instrument("asq") == ASQ


def test_a_form_without_a_total_has_no_line_to_cross() -> None:
    data = to_data(ASQ) | {"bands": [{"from": 0, "name": "well", "source": "s1", "certainty": "1"}]}
    with pytest.raises(ContentError, match="without a total"):
        from_data(data)


def test_silence_counts_only_where_the_file_says_so() -> None:
    silent = replace(ASQ, items=tuple(replace(item, left_open=None) for item in ASQ.items))
    assert score(silent, {}).flags == ()
