"""The reference of the content format is true: its examples load, and it names every word of the vocabulary."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ampersand.core.reading import Document
from ampersand.measures.rules import golden, parsing
from ampersand.measures.rules.checks import check_wording
from ampersand.measures.rules.loading import from_toml
from ampersand.measures.rules.scoring import score

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "instrument-files.md"
FACTS, WORDS = re.findall(r"```toml\n(.*?)```", PAGE.read_text(), re.DOTALL)


def test_the_example_loads_and_scores() -> None:
    form = from_toml(FACTS, "example")
    result = score(form, [0, 3, 2])
    assert (result.total, result.band, result.flags) == (8, "tense", ("item-3",))
    assert (result.partner_total, result.rules) == (6, {"two-high": True})


def test_the_example_words_fit_the_example() -> None:
    document = Document("words", WORDS)
    check_wording(from_toml(FACTS, "example"), parsing.parse_wording(tomllib.loads(WORDS), document), document)


def test_facts_and_words_in_one_file() -> None:
    nested = re.sub(r"^(\[+)", r"\1wording.en.", WORDS, flags=re.MULTILINE)
    form = from_toml(f"{FACTS}\n[wording.en]\n{nested}", "example")
    assert form.wording["en"].items["2"] == "I felt tense."


@pytest.mark.parametrize(
    "word",
    [
        *parsing.SIDES,
        *parsing.METHODS,
        *parsing.FILLS,
        *parsing.FREQUENCIES,
        *parsing.TIERS,
        *parsing.CERTAINTIES,
        *golden.PLAIN_COLUMNS,
    ],
)
def test_every_word_is_explained(word: str) -> None:
    assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", PAGE.read_text())
