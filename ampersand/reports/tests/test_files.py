"""Files: made by a job from the page as it was read, sealed, gone after a day, and never asking outside."""

import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.measures.actions import sharing
from ampersand.measures.content import instrument
from ampersand.operations.chores import delete_old_files
from ampersand.overview.tests.answers import answered
from ampersand.reports import paper
from ampersand.reports.actions import making
from ampersand.reports.models import Report
from ampersand.reports.tests.stories import page, status
from tests.cast import Cast

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture
def answers(cast: Cast) -> Cast:
    """Ana has a line; both show how they see the two of them."""
    for person in (cast.ana, cast.ben):
        answered(cast, cast.couple, person, "csi-16", [30], month=8)
    clock.fix(datetime(2026, 8, 30, tzinfo=UTC))
    for person in (cast.ana, cast.ben):
        sharing.share(by=cast.viewer(person), case_id=cast.couple.pk, instrument=instrument("csi-16"))
        answered(cast, cast.couple, person, "csi-16", [20, 45])
    clock.fix(NOW)
    return cast


def make(cast: Cast, person: Any, form: str, **other: Any) -> Report:
    """Ask for a file; nothing is made of it yet."""
    sent = {"form": form, "form_id": other.get("form_id", new_id())}
    answer = cast.client(person).post(reverse("reports:make", args=[cast.couple.pk]), sent)
    assert answer.status_code == 303
    found: Report = Report.objects.visible_to(cast.viewer(person)).latest("made_at")
    return found


@pytest.mark.parametrize(("name", "form"), [("ana", "mine"), ("ana", "together"), ("dana", "team")])
def test_it_waits_then_it_is_ready_and_holds_words_and_pictures(answers: Cast, name: str, form: str) -> None:
    person = getattr(answers, name)
    client, report = answers.client(person), make(answers, person, form)
    waiting = client.get(reverse("reports:report", args=[report.pk]))
    assert waiting["Refresh"] == "2", "the page looks again without scripts"
    assert status(client, "file", report.pk) == 404
    making.finish(report.pk)
    making.finish(report.pk)
    assert "Open the file" in page(client, "report", report.pk)
    assert "Refresh" not in client.get(reverse("reports:report", args=[report.pk])).headers
    answer = client.get(reverse("reports:file", args=[report.pk]))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_asked_twice_it_is_made_once(answers: Cast) -> None:
    key = new_id()
    assert make(answers, answers.ana, "mine", form_id=key).pk == make(answers, answers.ana, "mine", form_id=key).pk


@pytest.mark.parametrize("name", ["ben", "dana", "emil", "gita", "farid"])
def test_anas_own_file_is_for_ana_alone(answers: Cast, name: str) -> None:
    report = make(answers, answers.ana, "mine")
    making.finish(report.pk)
    other = answers.client(getattr(answers, name))
    assert status(other, "report", report.pk) == status(other, "file", report.pk) == 404
    assert other.post(reverse("reports:drop", args=[report.pk])).status_code == 404


def test_neither_page_nor_file_lie_open(answers: Cast) -> None:
    report = make(answers, answers.ana, "mine")
    assert b"How we are" not in bytes(report.page or b"")
    making.finish(report.pk)
    report = Report.objects.visible_to(answers.viewer(answers.ana)).get()
    assert report.page is None
    assert b"%PDF" not in bytes(report.file or b"")


def test_when_ben_stops_showing_an_older_file_of_both_is_not_opened(answers: Cast) -> None:
    report, ana = make(answers, answers.ana, "together"), answers.client(answers.ana)
    making.finish(report.pk)
    assert status(ana, "file", report.pk) == 200
    sharing.stop_sharing(by=answers.viewer(answers.ben), case_id=answers.couple.pk, slug="csi-16")
    assert status(ana, "file", report.pk) == 410


def test_it_is_deleted_after_a_day_or_at_once(answers: Cast) -> None:
    report = make(answers, answers.ana, "mine")
    for hours, answer in ((23, 200), (24, 404)):
        clock.fix(NOW + timedelta(hours=hours))
        delete_old_files()
        ana = answers.client(answers.ana)
        assert status(ana, "report", report.pk) == answer
    again = make(answers, answers.ana, "mine")
    ana.post(reverse("reports:drop", args=[again.pk]))
    assert status(ana, "report", again.pk) == 404


def test_one_that_cannot_be_made_says_so(answers: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(html: str) -> tuple[bytes, int]:
        raise paper.Refused("no")

    report = make(answers, answers.ana, "mine")
    monkeypatch.setattr(paper, "pdf", fails)
    making.finish(report.pk)
    assert "could not be made" in page(answers.client(answers.ana), "report", report.pk)


@pytest.mark.parametrize(
    "asks",
    [
        '<img src="https://example.org/a.png">',
        '<img src="file:///etc/passwd">', '<link rel="stylesheet" href="x.css">',
        "<style>@import url(https://example.org/a.css);</style>", '<p style="background:url(ftp://example.org/a)">',
        '<svg><image href="https://example.org/a.png" width="9" height="9"/></svg>', '<img src="ours:passwd">',
        '<object data="file:///etc/passwd"></object>', '<img src="//example.org/a.png">',
    ],
)  # fmt: skip
def test_whatever_a_page_holds_nothing_outside_is_asked(asks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connects(*args: object, **kwargs: object) -> None:
        raise AssertionError("a report asked the network")

    monkeypatch.setattr(socket.socket, "connect", connects)
    try:
        file, _pages = paper.pdf(f"<!doctype html><title>A</title>{asks}<p>Words</p>")
    except paper.Refused:
        return
    assert b"root:" not in file


def test_pictures_come_in_one_size_with_their_colours_inside() -> None:
    line = '<g data-hand="1"><path class="line" d=""/></g>'
    found = paper.dressed(f'<svg class="slim"><g/></svg><svg class="wide" viewBox="0 0 9 9">{line}</svg>')
    assert "slim" not in found
    assert "#2b5c93" in found
    assert "var(" not in found
