"""A damaged file, through the whole command: it is taken, or one error is told and nothing at all is stored."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings

from ampersand.fhir.tests.test_hostile import answers, forms
from ampersand.measures.models import Administration, Attestation, ImportedInstrument
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

pytestmark = pytest.mark.django_db
GITA = ("--as", "gita@example.org")
LICENCE = (
    "--holder",
    "Linden House",
    "--licence",
    "Public domain",
    "--licensed-on",
    "2026-01-05",
    "--scope",
    "Clients",
)
SETTINGS = settings(max_examples=settings.default.max_examples // 3, suppress_health_check=list(HealthCheck))


def rows() -> tuple[int, ...]:
    with system_scope("test"):
        return tuple(model.objects.count() for model in (Administration, Attestation, ImportedInstrument))


def run(folder: Path, data: Any, command: str, *more: str) -> None:
    file = folder / "file.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    before, message = rows(), ""
    try:
        call_command(command, str(file), *GITA, *more)
    except CommandError as error:
        message = str(error)
    assert message.isprintable()
    assert not message or rows() == before


@SETTINGS
@given(data=answers())
def test_damaged_responses(cast: Cast, tmp_path: Path, data: Any) -> None:
    text = json.dumps(data).replace("PERSON-ANA", str(cast.farid.pk)).replace("PERSON-BEN", "farid@example.org")
    run(tmp_path, json.loads(text), "import_responses")


@SETTINGS
@given(case=forms())
def test_damaged_forms(cast: Cast, tmp_path: Path, case: tuple[str, Any]) -> None:
    run(tmp_path, case[1], "import_instrument", *LICENCE, "--lower-is-better", "--no-safety-item", "--yes-counts-one")
