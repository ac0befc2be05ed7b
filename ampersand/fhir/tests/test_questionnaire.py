"""Questionnaires in the shapes that other systems emit become instruments; what is wrong is named with its place."""

from copy import deepcopy
from typing import Any

import pytest

from ampersand.core.reading import ContentError
from ampersand.measures.rules.loading import shipped
from ampersand.measures.rules.scoring import score

from .samples import FORMS, read, sample

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"


def wrong(name: str, data: Any = None, **more: Any) -> str:
    with pytest.raises(ContentError) as caught:
        read(name, data, **more)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "slug", "items", "lowest", "highest"),
    [
        ("lhc-forms-phq-9.json", "phq-9-quick-depression-assessment-panel", 10, 0, 27),
        ("medplum-gad-7.json", "generalized-anxiety-disorder-7-gad-7", 7, 0, 21),
        ("hapi-k10.json", "kessler-psychological-distress-scale-k10", 10, 10, 50),
        ("smart-forms-audit-c.json", "audit-c-own", 3, 0, 12),
        ("r5-phq-2.json", "phq-2-own", 2, 0, 6),
        ("booleans-pc-ptsd-5.json", "pc-ptsd-5-own", 6, 0, 5),
        ("sliders.json", "our-week", 3, 1, 17),
    ],
)
def test_a_form_of_another_system_becomes_an_instrument(
    name: str, slug: str, items: int, lowest: int, highest: int
) -> None:
    one = read(name).instrument
    assert (one.slug, len(one.items), one.lowest, one.highest) == (slug, items, lowest, highest)
    assert not one.bands
    assert not one.cutoffs
    assert one.change is None
    assert one.rights.tier == "imported"


@pytest.mark.parametrize(
    ("name", "slug"), [("lhc-forms-phq-9.json", "phq-9"), ("medplum-gad-7.json", "gad-7"), ("hapi-k10.json", "k10")]
)
def test_it_asks_and_scores_what_the_shipped_one_does(name: str, slug: str) -> None:
    theirs, ours = read(name).instrument, shipped()[slug]
    assert list(theirs.wording["en"].items.values()) == list(ours.wording["en"].items.values())
    for code in ours.items[0].scale.codes:
        answers = [code] * len(ours.scored_items)
        assert score(theirs, answers).total == score(ours, answers).total


def test_the_item_about_dying_reaches_the_therapist() -> None:
    one = read("lhc-forms-phq-9.json").instrument
    assert score(one, [0, 0, 0, 0, 0, 0, 0, 0, 1, None]).safety_flags == ("item-9",)
    assert score(one, [0] * 9).partner_total is None
    assert not one.safety[0].source.provisional


def test_without_a_word_on_the_item_about_dying_it_is_refused() -> None:
    message = wrong("lhc-forms-phq-9.json", safety=())
    assert "item[8].text: seems to ask about dying" in message
    assert read("lhc-forms-phq-9.json", safety=(), no_safety_item=True).instrument.safety == ()


def test_questions_are_asked_when_an_earlier_answer_says_so() -> None:
    one = read("smart-forms-audit-c.json").instrument
    assert [item.asked.codes if item.asked else None for item in one.items] == [None, (1, 2, 3, 4), (1, 2, 3, 4)]
    assert score(one, [0]).total == 0
    gate = read("booleans-pc-ptsd-5.json").instrument
    assert [item.asked.codes if item.asked else None for item in gate.items] == [None, *[(1,)] * 5]
    assert score(gate, [0]).total == 0
    assert score(gate, [1, 1, 1, 0, 1, 1]).total == 4


def test_what_cannot_be_scored_is_left_out_and_said() -> None:
    assert any("a text question is left out" in remark for remark in read("smart-forms-audit-c.json").remarks)


def test_words_stay_as_they_are() -> None:
    words = read("medplum-gad-7.json").instrument.wording["en"]
    assert words.groups[0].stem.startswith("Over the last 2 weeks")
    assert words.rights.startswith("Developed by Drs.")
    assert read("hapi-k10.json").instrument.wording["en"].instructions == shipped()["k10"].wording["en"].instructions


def test_numbers_that_are_told_are_provisional_without_a_source() -> None:
    told = {"cutoff": 3, "sd": 1.5, "reliability": 0.8}
    one = read("r5-phq-2.json", **told).instrument
    assert one.cutoff is not None
    assert one.cutoff.value == 3
    assert one.cutoff.clinical == "at_or_above"
    assert one.change is not None
    assert one.change.provisional
    sourced = read("r5-phq-2.json", **told, citation="Kroenke 2003").instrument
    assert sourced.change is not None
    assert not sourced.change.provisional


def test_r4_and_r5_weights_are_read_from_wherever_they_may_stand() -> None:
    plain = sample("r5-phq-2.json")
    option = plain["item"][1]["answerOption"][2]
    on_coding = deepcopy(plain)
    moved = on_coding["item"][1]["answerOption"][2]
    moved["valueCoding"]["extension"] = moved.pop("extension")
    moved["valueCoding"]["extension"][0]["url"] = ORDINAL
    assert read("r5-phq-2.json", on_coding).instrument.digest == read("r5-phq-2.json", plain).instrument.digest
    option["extension"].append({"url": ORDINAL, "valueDecimal": 1})
    assert "item[1].answerOption[2].extension[1].valueDecimal: two scores for one option: 2 and 1" in wrong(
        "r5-phq-2.json", plain
    )


def without_score(data: Any) -> None:
    del data["item"][0]["item"][0]["answerOption"][1]["valueCoding"]["extension"]


BREAKS: list[tuple[str, Any, str]] = [
    (
        "medplum-gad-7.json",
        without_score,
        "item[0].item[0].answerOption[1].valueCoding: no score (ordinalValue or itemW",
    ),
    ("medplum-gad-7.json", lambda d: d.update(resourceType="Patient"), "resourceType: must be Questionnaire"),
    ("medplum-gad-7.json", lambda d: d["item"][0]["item"][2].pop("linkId"), "item[0].item[2].linkId: is missing"),
    ("medplum-gad-7.json", lambda d: d["item"][0]["item"][2].update(type="banana"), "item[0].item[2].type: 'banana'"),
    (
        "medplum-gad-7.json",
        lambda d: d["item"][0]["item"][2].update(linkId="gad7-q1"),
        "item[0].item[2].linkId: 'gad7-q1'",
    ),
    ("medplum-gad-7.json", lambda d: d["item"][0]["item"][2].update(repeats=True), "item[0].item[2].repeats"),
    ("medplum-gad-7.json", lambda d: d["item"][0]["item"][2].pop("answerOption"), "item[0].item[2].answerOption"),
    ("medplum-gad-7.json", lambda d: d["item"][0]["item"][2].update(text=3), "item[0].item[2].text: must be text"),
    ("medplum-gad-7.json", lambda d: d.update(item=[]), "item: no question with scored options"),
    ("medplum-gad-7.json", lambda d: d.update(item={}), "item: must be a list"),
    ("medplum-gad-7.json", lambda d: d.update(modifierExtension=[{"url": "x"}]), "modifierExtension[0]"),
    ("hapi-k10.json", lambda d: d["contained"].pop(1), "item[1].answerValueSet: #time"),
    ("hapi-k10.json", lambda d: d["contained"][0]["concept"][0].pop("property"), "concept[0]: no score"),
    ("smart-forms-audit-c.json", lambda d: deep(d, 2).update(enableWhen=[{"question": "x"}]), "enableWhen[0].question"),
    ("smart-forms-audit-c.json", lambda d: deep(d, 2)["enableWhen"][0].update(operator="~"), "enableWhen[0].operator"),
    ("booleans-pc-ptsd-5.json", lambda d: d["item"][0].update(type="string"), "enableWhen[0].question: 'gate'"),
    ("sliders.json", lambda d: d["item"][0].pop("extension"), "item[0]: an integer question needs"),
]


def deep(data: Any, position: int) -> Any:
    return data["item"][0]["item"][0]["item"][position]


@pytest.mark.parametrize(("name", "change", "message"), BREAKS, ids=[message[:50] for *_, message in BREAKS])
def test_what_is_wrong_is_said_with_its_place(name: str, change: Any, message: str) -> None:
    data = sample(name)
    change(data)
    assert message in wrong(name, data)


def test_an_unscored_question_must_be_named() -> None:
    message = wrong("lhc-forms-phq-9.json", unscored=frozenset())
    assert "item[10].answerOption[0].valueCoding: no score" in message
    assert "--unscored /69722-7" in message
    assert "no question 'nowhere'" in wrong("r5-phq-2.json", unscored=frozenset({"nowhere"}))
    assert "--yes-counts-one" in wrong("booleans-pc-ptsd-5.json", yes_counts_one=False)


def test_what_is_told_must_fit() -> None:
    assert "outside the range" in wrong("r5-phq-2.json", cutoff=7)
    assert "both --sd and --reliability" in wrong("r5-phq-2.json", sd=1)
    assert "between 0 and 1" in wrong("r5-phq-2.json", sd=1, reliability=1)
    assert "comes with the program" in wrong("r5-phq-2.json", slug="phq-2")
    assert read("r5-phq-2.json", slug="our-phq-2").instrument.slug == "our-phq-2"


def test_every_sample_is_listed() -> None:
    for name in FORMS:
        assert sample(name)["resourceType"] == "Questionnaire"
