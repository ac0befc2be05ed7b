"""The sample files, in the shapes that other systems emit, and what the person who imports one says about it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ampersand.fhir.matching import Book, form_of
from ampersand.fhir.questionnaire import Read, Told, read_questionnaire
from ampersand.fhir.questionnaire_response import Reader
from ampersand.measures.rules.loading import shipped

FOLDER = Path(__file__).parent / "samples"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

FORMS: dict[str, dict[str, Any]] = {
    "lhc-forms-phq-9.json": {"unscored": frozenset({"/69722-7"}), "safety": (("/44260-8", 1),)},
    "medplum-gad-7.json": {},
    "hapi-k10.json": {},
    "smart-forms-audit-c.json": {},
    "r5-phq-2.json": {},
    "booleans-pc-ptsd-5.json": {"yes_counts_one": True, "unscored": frozenset({"gate"})},
    "sliders.json": {"higher_is_better": True},
}
RESPONSES = (
    "lhc-forms-phq-9-response.json",
    "hapi-bundle.json",
    "medplum-gad-7-responses.ndjson",
    "r5-phq-2-response.json",
)


def sample(name: str) -> Any:
    """The JSON of a sample file."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def told(name: str = "", **more: Any) -> Told:
    """What is said about a sample."""
    return Told(
        **{"higher_is_better": False, "holder": "Linden House", "licence": "public domain"} | FORMS.get(name, {}) | more
    )


def read(name: str, data: Any = None, **more: Any) -> Read:
    """A sample as an instrument, or other JSON as if it were that sample."""
    content = (FOLDER / name).read_bytes() if data is None else json.dumps(data).encode()
    return read_questionnaire(content, name, told(name, **more), shipped())


def reader(*brought: Read, **more: Any) -> Reader:
    """What responses are read with: what ships, and forms that were brought in."""
    forms = [*(form_of(one) for one in shipped().values()), *(form_of(one.instrument, one.known_as) for one in brought)]
    return Reader(**{"book": Book.of(forms), "zone": "Europe/Amsterdam", "now": NOW} | more)
