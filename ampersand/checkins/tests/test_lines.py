"""The lines of check-ins as content; what is asked when; what a meeting could begin with; how a line went."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ampersand.checkins import content
from ampersand.checkins.rules.agenda import Said, both_named, far_apart
from ampersand.checkins.rules.course import Moved, moved
from ampersand.checkins.rules.lines import SHIPPED, WEEKLY, feedback_of, weekly_of
from ampersand.core.reading import ContentError

OPENED = date(2026, 9, 1)


def keys(kind: str, weeks: int) -> list[str]:
    return [line.key for line in content.weekly().asked(kind, OPENED, OPENED + timedelta(weeks=weeks))]


def test_each_kind_of_case_has_its_lines_and_everyone_the_two_open_ones() -> None:
    assert keys("couple", 1) == ["week", "happy", "close", "heard", "rely", "rows", "agenda", "private"]
    assert keys("family", 1) == ["week", "close", "heard", "rows", "mood", "agenda", "private"]
    assert keys("individual", 1) == ["week", "mood", "agenda", "private"]


def test_some_are_asked_every_few_weeks_counted_from_the_opening_and_from_no_answer() -> None:
    assert set(keys("couple", 4)) - set(keys("couple", 1)) == {"hindered", "myself", "commitment"}
    assert {"hindered", "myself", "life"} <= set(keys("couple", 20))
    assert "life" not in keys("couple", 4)
    assert {"mood", "hindered", "together"} <= set(keys("family", 4)), "a child is asked as everyone is"


def test_they_are_called_home_made_wherever_they_are_shown() -> None:
    assert "not validated" in content.weekly().validity
    assert "not validated" in content.feedback().validity


def test_four_lines_make_the_score_and_us_as_a_team_stands_beside_it() -> None:
    lines = {"heard": 10, "mattered": 9, "way": 8, "fair": 7, "team": 0}
    assert content.feedback().score("couple", lines) == 8.5
    assert [line.key for line in content.feedback().asked("individual")] == ["heard", "mattered", "way", "open"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "close"', 'key = "week"', "twice"),
        ('kind = "rows"', 'kind = "bells"', "must be one of"),
        ("every = 4", "every = 0", "one week or more"),
        ('better = "lower"', 'better = "worse"', "must be one of"),
        ("minutes = 3", "minutes = 3\nnote = 1", "is not known here"),
        ('for = ["family"]', 'for = ["choir"]', "kinds of cases"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (SHIPPED / WEEKLY).read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / WEEKLY
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        weekly_of(wrong)


def test_feedback_without_four_lines_is_refused(tmp_path: Path) -> None:
    text = (SHIPPED / "feedback.toml").read_text(encoding="utf-8")
    wrong = tmp_path / "feedback.toml"
    wrong.write_text(text.replace("apart_from_score = true\n", ""), encoding="utf-8")
    with pytest.raises(ContentError, match="four lines that count"):
        feedback_of(wrong)


ANA = Said("Ana", {"week": 8, "close": 7, "rows": 1}, "home", "Who cooks", frozenset({"agenda", "close"}))
BEN = Said("Ben", {"week": 5, "close": 3, "rows": 3}, "home", "", frozenset({"close"}))


def test_what_both_named_is_found_and_something_else_is_no_topic() -> None:
    assert [(one.topic, one.who, one.all_show) for one in both_named([ANA, BEN])] == [("home", ("Ana", "Ben"), False)]
    other = [Said(name, {}, "other") for name in ("Ana", "Ben")]
    assert both_named(other) == []
    assert both_named([ANA]) == []


def test_where_they_lie_far_apart_the_widest_comes_first() -> None:
    found = far_apart(content.weekly().of_case("couple"), [ANA, BEN])
    assert [(one.line.key, one.gap, one.all_show) for one in found] == [("close", 4, True), ("week", 3, False)]


@pytest.mark.parametrize(
    ("values", "how"),
    [
        ([], Moved.TOO_FEW), ([5], Moved.TOO_FEW), ([5, 5.9], Moved.SAME), ([5, 6], Moved.LITTLE_UP),
        ([5, 8], Moved.MUCH_UP), ([5, 4], Moved.LITTLE_DOWN), ([9, 2], Moved.MUCH_DOWN),
        ([3, 4, 5, 9, 4, 5, 6], Moved.LITTLE_UP), ([5, 5, 5, 5, 5, 9], Moved.LITTLE_UP),
        ([5, 5, 5, 5, 5, 6], Moved.SAME),
    ],
)  # fmt: skip
def test_how_a_line_went(values: list[float], how: Moved) -> None:
    assert moved(values) is how
