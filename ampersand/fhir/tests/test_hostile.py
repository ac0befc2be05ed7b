"""Whatever is done to a file, reading it gives an instrument, rows, or our one error; never anything else."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ampersand.core.reading import ContentError
from ampersand.fhir.questionnaire_response import read_responses
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.known_faults import known_faults
from ampersand.measures.rules.responses import Brought, read_csv
from ampersand.measures.rules.scoring import score

from .samples import FORMS, NOW, read, reader, sample

ODD = (
    *("\x00", "\ud800", "9" * 4400, 10**400, -1, 1e308, "|", "#time", "exists"),
    *("display", "group", "boolean", "integer", "choice"),
)
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
SETTINGS = settings(suppress_health_check=list(HealthCheck))
READER = reader(read("medplum-gad-7.json"), read("r5-phq-2.json"), people={"Patient/ana-7": "a@example.org"})


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = [path] if path else []
    for key, value in inner:
        found += places(value, (*path, key))
    return found


def mutated(draw: st.DrawFn, data: Any) -> Any:
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(places(data)))
        at = data
        for key in path[:-1]:
            at = at[key]
        deed = draw(st.sampled_from(["replace", "delete", "twice", "rename"]))
        if deed == "delete":
            del at[path[-1]]
        elif deed == "twice" and isinstance(at, list):
            at.append(at[path[-1]])
        elif deed == "rename" and isinstance(at, dict):
            at[draw(st.sampled_from(["item", "answer", "valueInteger", "valueCoding", "extension", "x"]))] = at.pop(
                path[-1]
            )
        else:
            at[path[-1]] = draw(JUNK)
        if not data:
            break
    return data


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, Any]:
    name = draw(st.sampled_from(sorted(FORMS)))
    return name, mutated(draw, sample(name))


@st.composite
def answers(draw: st.DrawFn) -> Any:
    name = draw(st.sampled_from(["lhc-forms-phq-9-response.json", "hapi-bundle.json", "r5-phq-2-response.json"]))
    return mutated(draw, sample(name))


@SETTINGS
@given(forms())
def test_a_damaged_form_gives_an_instrument_or_our_error(case: tuple[str, Any]) -> None:
    try:
        found = read(*case)
    except ContentError:
        return
    assert isinstance(found.instrument, Instrument)
    known_faults(found.instrument, found.codes, found.description)
    score(found.instrument, [None] * len(found.instrument.items))
    json.dumps(found.known_as).encode()


@SETTINGS
@given(answers())
def test_a_damaged_response_gives_rows_or_our_error(data: Any) -> None:
    try:
        found = read_responses(json.dumps(data).encode(), "f.json", READER)
    except ContentError:
        return
    for row in found:
        if isinstance(row, Brought):
            score(row.instrument, row.answers)
            (row.person + row.case + row.source).encode()
            assert len(row.source) <= 200
        else:
            (row.place + row.reason).encode()
            assert len(row.reason) <= 400


@SETTINGS
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_noise_gives_our_error(content: bytes) -> None:
    with pytest.raises(ContentError):
        read_responses(content, "f.json", READER)


@SETTINGS
@given(
    st.lists(
        st.lists(
            st.sampled_from(["person", "taken_at", "q1", "1", "2026-01-01", "a@b", '"', ",", "9", "\r", "é"]),
            max_size=5,
        )
    )
)
def test_noise_as_csv_gives_rows_or_our_error(lines: list[list[str]]) -> None:
    known = {form.instrument.slug: form.instrument for form in READER.book.forms}
    text = "\n".join(",".join(line) for line in lines)
    try:
        found = read_csv(text, "f.csv", find=known.get, zone="UTC", now=NOW, only="phq-2")
    except ContentError:
        return
    assert found
