"""Copies of questionnaires with the faults that are known: whoever imports one is warned; a good copy is not."""

from typing import Any

import pytest

from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.known_faults import known_faults, speaks_of_dying
from ampersand.measures.rules.loading import from_data, shipped
from ampersand.measures.rules.writing import to_data


def form(title: str, size: int, codes: list[int], **more: Any) -> Instrument:
    """A blank form with this many items on one scale."""
    items = [str(number) for number in range(1, size + 1)]
    data = to_data(shipped()["phq-2"])
    for key in ("bands", "cutoffs", "loinc"):
        data.pop(key, None)
    data |= {"slug": "x", "items": [{"ids": items, "scale": "s"}], "scales": {"s": codes}} | more
    data["scoring"] = data["scoring"] | {"range": [size * min(codes), size * max(codes)]}
    data["wording"] = {"en": data["wording"]["en"] | {"title": title, "full_title": title}}
    data["wording"]["en"] |= {
        "scales": {"s": ["low", *["."] * (len(codes) - 2), "high"]},
        "items": dict.fromkeys(items, "?"),
    }
    return from_data(data)


def cut(start: float, name: str) -> dict[str, Any]:
    return {"name": name, "from": start, "source": "s1", "certainty": "M"}


def line(value: float) -> list[dict[str, Any]]:
    return [{"id": "c", "value": value, "clinical": "at_or_above", "source": "s1", "certainty": "M"}]


@pytest.mark.parametrize("slug", sorted(shipped()))
def test_what_ships_has_none(slug: str) -> None:
    one = shipped()[slug]
    codes = {fact.code for fact in one.loinc.items.values()} | {
        fact.code for fact in (one.loinc.panel, one.loinc.total) if fact
    }
    assert known_faults(one, codes) == ()


@pytest.mark.parametrize(
    ("one", "codes", "words", "warning"),
    [
        (form("Kessler 10 (K10)", 10, [0, 1, 2, 3, 4]), (), "", "bands (20, 25, 30) belong to the coding 1 to 5"),
        (form("K6", 6, [1, 2, 3, 4, 5]), (), "", "cut-off 13 belongs to the coding 0 to 4"),
        (form("PHQ-2", 2, [0, 1, 2, 3]), ("55758-7", "58148-8"), "", "55758-7 is the total"),
        (form("PHQ-4", 4, [0, 1, 2, 3]), ("70272-0",), "", "70272-0"),
        (form("ASQ screen", 4, [0, 1]), ("93373-9",), "", "93373-9 is the C-SSRS screener"),
        (form("CSI-32", 32, [0, 1, 2, 3, 4, 5]), (), "Scores range from 2 to 158", "0 to 161"),
        (form("CSI-16", 16, [0, 1, 2, 3, 4, 5]), (), "", "a CSI-16 runs from 0 to 81; this one from 0 to 80"),
        (form("ECR short", 12, [1, 2, 3, 4, 5, 6, 7]), (), "", "two 12-item forms"),
        (form("FAD-GF", 12, [1, 2, 3, 4]), (), "", "sources disagree which six"),
        (
            form("RAS", 7, [1, 2, 3, 4, 5], bands=[cut(7, "a"), cut(15, "b"), cut(25, "c")]),
            (),
            "",
            "bands 7-14, 15-24 and 25-35",
        ),
        (
            form("WAI-SR", 12, [1, 2, 3, 4, 5], bands=[cut(12, "a"), cut(36, "b"), cut(48, "c")]),
            (),
            "",
            "12-35, 36-47 and 48-60",
        ),
        (form("SCORE-15", 15, [1, 2, 3, 4, 5], cutoffs=line(51.92)), (), "", "only makes sense where higher is better"),
        (form("WHO-5", 5, [0, 1, 2, 3, 4, 5]), (), "", "raw sum times 4"),
        (form("PROMIS Depression 4a", 4, [1, 2, 3, 4, 5]), (), "", "T scores"),
        (form("HITS", 4, [1, 2, 3, 4, 5], cutoffs=line(11)), (), "", "from 10 or from 11"),
    ],
)  # fmt: skip
def test_a_faulty_copy_is_told(one: Instrument, codes: tuple[str, ...], words: str, warning: str) -> None:
    found = known_faults(one, codes, words)
    assert len(found) == 1
    assert warning in found[0]


def test_the_wrong_first_option_of_the_gad_7() -> None:
    data = to_data(shipped()["gad-7"])
    data["wording"]["en"]["scales"]["frequency"][0] = "Not at all sure"
    assert "Zorowitz" in known_faults(from_data(data))[0]


def test_an_item_about_dying_that_alerts_nobody() -> None:
    data = to_data(shipped()["phq-9"])
    del data["safety"]
    assert "item 9 seems to ask about dying" in known_faults(from_data(data))[0]


@pytest.mark.parametrize(
    "words",
    ["Thoughts of suicide", "I made plans to end my life", "that you would be better off dead", "Hurting yourself"],
)
def test_words_about_dying(words: str) -> None:
    assert speaks_of_dying(words)


@pytest.mark.parametrize("words", ["My feelings are easily hurt", "How alive do you feel?", "We ended our quarrel"])
def test_words_that_are_not(words: str) -> None:
    assert not speaks_of_dying(words)


def test_a_word_inside_another_is_no_name() -> None:
    assert (
        known_faults(
            form("Parasomnia, white sheets", 7, [1, 2, 3, 4, 5], bands=[cut(7, "a"), cut(15, "b"), cut(25, "c")])
        )
        == ()
    )
