"""The samples are what they claim to be: a second, independent reader of FHIR finds nothing wrong with them."""

import json
from typing import Any

import pytest
from fhir.resources import get_fhir_model_class
from fhir.resources.R4B import get_fhir_model_class as get_r4b_model_class

from .samples import FOLDER, FORMS, RESPONSES

MEDPLUMS_OWN = ("project", "author")  # it writes them into meta; we read past them, the strict reader does not


def resources() -> list[Any]:
    found = []
    for name in (*FORMS, *RESPONSES):
        text = (FOLDER / name).read_text(encoding="utf-8")
        parts = text.splitlines() if name.endswith(".ndjson") else [text]
        found += [pytest.param(name, json.loads(part), id=f"{name}-{number}") for number, part in enumerate(parts)]
    return found


@pytest.mark.parametrize(("name", "data"), resources())
def test_a_sample_is_valid(name: str, data: Any) -> None:
    find = get_fhir_model_class if name.startswith("r5") else get_r4b_model_class
    for word in MEDPLUMS_OWN:
        data.get("meta", {}).pop(word, None)
    find(data["resourceType"]).model_validate(data)
