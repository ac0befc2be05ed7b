"""Every outcome word is told by something that is there; every pathway names measures that are there."""

from pathlib import Path

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from ampersand.cases.rules.audience import Kind
from ampersand.checkins import content as checkins
from ampersand.core.reading import ContentError
from ampersand.measures import content
from ampersand.measures.queries.pathway import at_start
from ampersand.measures.rules.pathways import KINDS, SHIPPED, load, to_plan
from ampersand.pathway.rules.outcomes import Outcome, shipped

NAMED = (  # the two lists of the second article, and what the others add
    "symptom", "functioning", "self-confidence", "life satisfaction", "satisfaction with the relationship",
    "how often there are rows", "how hot", "intimacy", "overall quality", "trust", "communication", "bond", "family",
    "goals",
)  # fmt: skip


@pytest.mark.parametrize("word", NAMED)
def test_every_word_of_the_articles_is_covered(word: str) -> None:
    assert [one for one in shipped().each if word in one.words.casefold()]


@pytest.mark.parametrize("one", shipped().each, ids=lambda one: one.words)
def test_every_row_points_at_something_that_is_there(one: Outcome) -> None:
    assert set(one.instruments) <= set(content.from_files())
    assert all(checkins.weekly().line(key) for key in one.lines)
    assert set(one.ratings) <= {line.key for line in checkins.feedback().lines}
    assert {Kind(kind) for kind in one.kinds}
    assert one.page in set(names())


def names() -> list[str]:
    found = []
    for space in ("measures", "checkins", "goals", "conflict"):
        patterns = get_resolver().namespace_dict[space][1].url_patterns
        found += [f"{space}:{pattern.name}" for pattern in patterns]
    return found


def test_an_address_of_the_list_is_one() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("measures:my_line")  # it needs whose; so names are looked up, not reversed


@pytest.mark.parametrize("kind", KINDS)
def test_every_pathway_names_what_ships_and_both_partners_are_asked_the_same(kind: str) -> None:
    pathway = content.pathway(kind)
    assert {one.instrument for one in pathway.measures} <= set(content.from_files())
    role = "partner" if kind == "couple" else "parent" if kind == "family" else ""
    asked = to_plan(pathway, [("Ana", role), ("Ben", role)], set())
    for_ana = [(one.instrument, one.every_weeks, one.after_weeks) for one in asked if one.person == "Ana"]
    for_ben = [(one.instrument, one.every_weeks, one.after_weeks) for one in asked if one.person == "Ben"]
    assert for_ana == for_ben
    assert for_ana


def test_what_runs_already_is_not_planned_again_and_children_are_left_to_the_therapist() -> None:
    running = {("Ana", "csi-16"), ("Ana", "csi-4"), ("Ana", "phq-9"), ("Ana", "gad-7")}
    assert to_plan(content.pathway("couple"), [("Ana", "partner")], running) == []
    assert to_plan(content.pathway("family"), [("Chloé", "child")], set()) == []
    assert at_start("couple", "partner") == ("csi-16", "phq-9", "gad-7")
    assert at_start("individual") == ("phq-9", "gad-7", "core-10")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('certainty = "K"', 'certainty = "Z"', "must be one of"),
        ('source = "practice"', 'source = "rumour"', "must be one of"),
        ("every_weeks = 4", "every_weeks = 99", "must be 1 to 52"),
        ('for = ["partner"]', 'for = ["friend"]', "must hold only"),
        ("least = 12", "least = 17", "from least to most"),
        ('why = "Worry"', 'wy = "Worry"', "why is missing"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (SHIPPED / "couple.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "couple.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=said) as raised:
        load([tmp_path])
    assert raised.value.line


def test_a_practice_overlays_one_kind_and_keeps_the_others(tmp_path: Path) -> None:
    text = (SHIPPED / "couple.toml").read_text(encoding="utf-8")
    (tmp_path / "couple.toml").write_text(text.replace("meetings = 16", "meetings = 20"), encoding="utf-8")
    found = load([SHIPPED, tmp_path])
    assert (found["couple"].meetings, found["family"].meetings) == (20, 9)
