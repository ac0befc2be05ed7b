"""The files of questions: those that ship load, wrong ones are refused with file, line and reason."""

import re

import pytest

from ampersand.core.reading import ContentError, Document
from ampersand.intake import content
from ampersand.intake.rules.questions import NAMES, baseline_for, name_for, read, tidy, too_long
from ampersand.measures.content import from_files

GOOD = """
label = "Ours."
source = "Ours."
certainty = "D"
read_when = "Soon."
baseline = ["phq-9"]
[[steps]]
key = "brings"
title = "What"
lead = "Why"
minutes = 3
[[steps.questions]]
key = "now"
text = "Now?"
[[steps.questions]]
key = "sure"
text = "Sure?"
kind = "zero_ten"
ends = ["no", "yes"]
"""


@pytest.mark.parametrize("name", NAMES)
def test_what_ships_loads_and_asks_only_for_instruments_that_are_there(name: str) -> None:
    form = content.form(name)
    assert form.steps
    assert set(form.baseline) <= set(from_files())
    assert "test" in form.label, "it says that it is none"


def test_a_couple_and_a_family_are_asked_in_words_that_blame_nobody() -> None:
    for name in NAMES:
        for step in content.form(name).steps:
            for one in step.questions:
                assert not re.search(r"\b(?:fault|problem partner|why did you|should have)\b", one.text, re.I)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('certainty = "D"', 'certainty = "sure"', "certainty: must be one of"),
        ("minutes = 3", "minutes = 0", "take at least a minute"),
        ('ends = ["no", "yes"]', 'ends = ["no"]', "must hold two texts"),
        ('key = "sure"', 'key = "now"', "uses a key twice: now"),
        ('text = "Now?"', 'text = "Now?"\nwho = "me"', "who: is not known here"),
        ('label = "Ours."', "", "label is missing"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(before: str, after: str, reason: str) -> None:
    with pytest.raises(ContentError, match=re.escape(reason)):
        read(Document("couple.toml", GOOD.replace(before, after)), "couple")


def test_answers_are_tidied_and_measured() -> None:
    step = read(Document("couple.toml", GOOD), "couple").steps[0]
    assert tidy(step, {"now": " a\r\nb ", "sure": "12", "other": "x"}) == {"now": "a\nb", "sure": ""}
    assert too_long({"now": "x" * 4001}) == {"now": 1}


def test_whose_file_it_is() -> None:
    assert name_for("couple", None, 2026, of_age=False) == "couple"
    assert name_for("family", 2012, 2026, of_age=False) == "young"
    assert name_for("family", 2012, 2026, of_age=True) == "family"
    assert name_for("family", 2000, 2026, of_age=False) == "family"


def test_what_is_about_a_relationship_is_asked_of_partners_alone() -> None:
    slugs = {"csi-16": "relationship", "phq-9": "person"}
    assert baseline_for(slugs, kind="couple", family_role="") == ("csi-16", "phq-9")
    assert baseline_for(slugs, kind="family", family_role="partner") == ("csi-16", "phq-9")
    assert baseline_for(slugs, kind="family", family_role="parent") == ("phq-9",)
    assert baseline_for(slugs, kind="individual", family_role="") == ("phq-9",)
