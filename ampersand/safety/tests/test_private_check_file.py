"""The content of the private check: the shipped file holds, and a wrong one is refused with its line."""

from pathlib import Path

import pytest

from ampersand.core.reading import ContentError, Document, opened
from ampersand.safety.rules.private_check import THINGS, Form, Reader, keys_of, read, reader_for

FILE = Path(__file__).parents[2] / "content" / "safety" / "private_check.toml"


@pytest.fixture(scope="module")
def form() -> Form:
    return read(opened(FILE))


def test_eleven_questions_in_four_wordings_ask_everyone_for_the_same_answers(form: Form) -> None:
    assert len(form.questions) == 11
    for question in form.questions:
        assert set(question.words) == set(Reader)
    assert len(form.keys()) == len(set(form.keys())) == sum(len(keys_of(thing)) for thing in THINGS)
    for question in form.questions:
        for line in form.lines(question):
            assert line.choices[-1][1] == "Rather not say"


def test_it_names_its_source_its_certainty_and_the_first_five_topics_as_urgent(form: Form) -> None:
    assert "not validated" in form.source
    assert [topic.urgent for topic in form.topics] == [True] * 5 + [False] * 9
    assert (form.every_days, form.missing_after_days) == (30, 7)


def test_who_is_asked_in_which_words() -> None:
    assert reader_for("couple", "partner") is Reader.COUPLE
    assert reader_for("family", "parent") is Reader.FAMILY
    assert reader_for("family", "child") is Reader.YOUNG
    assert reader_for("individual", "") is Reader.ONE


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("number = 11", "number = 12", "must be numbered 1 to 11"),
        ('id = "neck", short', 'id = "throat", short', "must be one of"),
        ('words = "Were you hurt by it, even a bruise?", asks = "ever"', 'asks = "both"', "must be ever for hurt"),
        ('[{ id = "pay", short = "Might pay for it afterwards", asks = "now" }]', "[]", "at least one"),
        ("every_days = 30 ", "every_days = 0 ", "must be 1 or more"),
        ('young = "Have you been afraid', 'child = "Have you been afraid', "young is missing"),
        ("urgent = true", "urgent = 'yes'", "must be true or false"),
        ('unsaid = "Rather not say"', 'silent = "Rather not say"', "unsaid is missing"),
        ('title = "Private check"', 'title = "Private check"\nscore = 3', "score: is not known here"),
        ('id = "following"', 'id = "neck"', "must have ids of their own"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(old: str, new: str, reason: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ContentError) as refused:
        read(Document("private_check.toml", text.replace(old, new, 1)))
    assert reason in str(refused.value)
    assert "private_check.toml" in str(refused.value)
