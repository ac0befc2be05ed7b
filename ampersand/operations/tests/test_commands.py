"""The commands an operator uses, and what they say."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as current
from django.core.management import CommandError, call_command
from pytest_django import Settings

from ampersand.accounts.models import Person, StaffRole
from ampersand.operations import health
from ampersand.privacy import audit
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue()


def test_a_practice_is_opened_with_its_administrator() -> None:
    words = (
        "open_practice",
        "Elm House",
        "--time-zone",
        "Europe/Dublin",
        "--administrator",
        "gita@example.org",
        "--name",
        "Gita",
    )
    assert "Elm House is open" in run(*words)
    assert StaffRole.objects.get(person__email="gita@example.org").role == "administrator"
    with pytest.raises(CommandError, match="already"):
        run(*words)


@pytest.mark.parametrize(("zone", "address"), [("Europe/Nowhere", "a@example.org"), ("Europe/Dublin", "nothing")])
def test_a_wrong_practice_leaves_nothing(zone: str, address: str) -> None:
    with pytest.raises(CommandError):
        run("open_practice", "Elm House", "--time-zone", zone, "--administrator", address, "--name", "Gita")
    assert not Person.objects.exists()


def test_staff_come_and_go(cast: Cast) -> None:
    with pytest.raises(CommandError, match="--name"):
        run("staff", "add", "ines@example.org", "--role", "therapist")
    run("staff", "add", "ines@example.org", "--role", "therapist", "--name", "Ines")
    assert "Ines <ines@example.org>: therapist" in run("staff", "list")
    run("staff", "remove", "ines@example.org", "--role", "therapist")
    assert "Ines" not in run("staff", "list")
    assert "nothing to do" in run("staff", "remove", "ines@example.org", "--role", "therapist")


def test_audit_verify_says_whether_chains_hold(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.ANCHOR_FOLDER = tmp_path
    audit.record(chain=cast.couple.pk, actor=cast.dana.pk, verb="case.opened")
    assert "Every chain holds" in run("audit", "verify")
    assert "anchored" in run("audit", "anchor")


def test_the_doctor_finds_a_ring_that_others_can_read(cast: Cast) -> None:
    current.KEY_RING_FILE.chmod(0o644)
    try:
        findings = [finding for finding in health.examine() if finding.what == "keys"]
        assert next(finding.level for finding in findings) is health.Level.WRONG
    finally:
        current.KEY_RING_FILE.chmod(0o600)
    assert all(finding.what in health.CHECKS for finding in health.examine())


def test_the_doctor_speaks_of_mail_that_goes_nowhere(cast: Cast) -> None:
    assert any(finding.what == "mail" and finding.level is health.Level.WRONG for finding in health.examine())


def test_the_doctor_says_which_packages_make_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [level for level, _words in health.files()] == [health.Level.WELL]

    def missing(name: str) -> object:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(health.importlib, "import_module", missing)
    ((level, words),) = health.files()
    assert level is health.Level.WRONG
    assert "libpango-1.0-0" in words


def test_a_demo_is_not_served_over_people_who_may_be_real(cast: Cast, settings: Settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="may be real"):
        run("serve", "--no-keeper")
