"""The guide's files: a wrong one is refused with its path and line, and a practice may overlay ours."""

import re
import shutil
from pathlib import Path

import pytest

from ampersand.core.reading import ContentError
from ampersand.guide.rules.loading import SHIPPED, load, shipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of ours, to break."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "guide"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Put other words into a file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


WRONG = [
    ("questions.toml", 'codes = ["yes", "no"]', 'codes = ["yes", "yes"]', r"codes: 'yes' stands there twice"),
    ("questions.toml", 'calm = "adult"', 'calm = "old"', r"calm: must be one of adult, 16_17, under_16, is 'old'"),
    ("questions.toml", 'shown = ["private"]\n', "", r"a sensitive question is asked in private only"),
    ("questions.toml", 'shown = ["adult"]', 'shown = ["grown_up"]', r"there is no fact 'grown_up'"),
    ("questions.toml", 'key = "danger"', 'key = "danger"\nweight = 3', r"weight: is not known here"),
    ("questions.toml", 'key = "age_band"', 'key = "main_concern"', r"there are two questions 'main_concern'"),
    ("rules.toml", 'is = ["now"]', 'is = ["soon"]', r"there is no answer 'soon'; there are now, might_harm"),
    ("rules.toml", 'when = { fact = "red" }', 'when = { fact = "scarlet" }', r"must be one of private, adult"),
    ("rules.toml", 'when = { fact = "red" }', 'when = { python = "True" }', r"must be one condition: answer, fact"),
    ("rules.toml", 'when = { fact = "red" }', "when = {}", r"nothing after this rule could ever fit"),
    ("rules.toml", 'track = "abuse"', 'track = "bad"', r"track: must be one of emergency"),
    ("rules.toml", 'track = "enrichment"', 'track = "standard"', r"there are two rules 'R18c/standard'"),
    ("rules.toml", '"safer_device", "emergency"]', '"safer", "emergency"]', r"panels: there is no 'safer'"),
    ("rules.toml", 'sources = ["marin"]', 'sources = ["somebody"]', r"there is no 'somebody'"),
    ("rules.toml", 'find = ["family"]', 'find = ["everyone"]', r"find: there is no 'everyone'; there are individual"),
    ("rules.toml", "[facts]", "[facts", r"is not valid TOML: .*line \d+"),
    ("sources.toml", 'link = "https://', 'link = "http://', r"must begin with https"),
    ("en/questions.toml", 'stuck = { text', 'stucked = { text', r"the words of 'stuck' are missing"),
    ("en/rules.toml", "R19 = ", "R20 = ", r"the words of 'R19' are missing"),
    ("en/rules.toml", '[ways]', '[ways]\nsurprise = { name = "x", when = "y" }', r"surprise: is none of the ways"),
    ("en/panels.toml", "[panels.dv_line]", "[panels.line]", r"the words of 'dv_line' are missing"),
    ("en/pages/evidence.toml", 'sources = ["friedlander", "anker"]', 'sources = ["a"]', r"there is no source 'a'"),
    ("en/pages/compare.toml", 'couple = "Both of you', 'two = "Both of you', r"couple is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "reason"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_file_is_refused_with_its_path_and_line(
    folder: Path, file: str, old: str, new: str, reason: str
) -> None:
    change(folder, file, old, new)
    with pytest.raises(ContentError) as refused:
        load([folder])
    said = str(refused.value)
    assert said.startswith(str(folder / file)), said
    assert re.search(reason, said), said
    assert re.search(r"line \d+|missing", said), said


def test_a_missing_or_a_strange_file_is_refused(folder: Path) -> None:
    (folder / "en/pages/aims.toml").rename(folder / "en/pages/goals.toml")
    with pytest.raises(ContentError, match=r"goals.toml: is none of"):
        load([folder])
    (folder / "en/pages/goals.toml").unlink()
    with pytest.raises(ContentError, match=r"en/pages/aims.toml is missing"):
        load([folder])
    with pytest.raises(ContentError, match="there is no such folder"):
        load([folder / "nowhere"])


def test_a_practice_changes_one_page_and_keeps_the_rest(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "en/pages").mkdir(parents=True)
    shutil.copy(folder / "en/pages/about.toml", own / "en/pages")
    change(own, "en/pages/about.toml", 'title = "About"', 'title = "Linden House"')
    guide = load([SHIPPED, own])
    assert guide.pages["en"]["about"].title == "Linden House"
    assert guide.pages["en"]["compare"] == shipped().pages["en"]["compare"]
    assert guide.language("de-AT") == "en"


def test_a_language_is_whole_or_not_there(folder: Path) -> None:
    shutil.copytree(folder / "en", folder / "de")
    with pytest.raises(ContentError, match="must be the name of its folder, 'de', is 'en'"):
        load([folder])
    change(folder, "de/questions.toml", 'language = "en"', 'language = "de"')
    assert load([folder]).language("de-AT") == "de"
    (folder / "de/panels.toml").unlink()
    with pytest.raises(ContentError, match=r"de/panels.toml is missing"):
        load([folder])


def test_the_words_blame_nobody_and_name_no_diagnosis() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SHIPPED / "en").rglob("*.toml"))).lower()
    for never in (
        "you are being abused", "you are suicidal", "you are an addict", "victim", "perpetrator", "borderline",
        "narciss", "toxic", "husband", "wife", "70%", "94%", "six years", "guaranteed",
    ):  # fmt: skip
        assert never not in said, never


def test_gender_orientation_and_marriage_never_enter_a_rule() -> None:
    facts = (SHIPPED / "rules.toml").read_text(encoding="utf-8") + (SHIPPED / "questions.toml").read_text(
        encoding="utf-8"
    )
    asked = re.findall(r"answer = \"(\w+)\"|key = \"(\w+)\"", facts)
    assert not [pair for pair in asked if any(word in "".join(pair) for word in ("gender", "sex", "orient", "marri"))]
