"""The letter: only what its release covers; it leaves only while that is in effect, and it goes on record."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.goals.tests import stories as goals
from ampersand.operations.chores import delete_old_files
from ampersand.overview.tests.answers import answered
from ampersand.reports.actions import making, releasing
from ampersand.reports.actions.releasing import Terms
from ampersand.reports.models import Departure, ReleaseSignature, Report
from ampersand.reports.tests.stories import page, proposed, signed, status, words
from tests.cast import Cast

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
ALL = ("part", "results", "own_goals", "joint_goals")


@pytest.fixture
def couple(cast: Cast) -> Cast:
    """Both answered; there is a goal of both and one of Ana's own."""
    answered(cast, cast.couple, cast.ana, "phq-9", [27, 12, 6])
    answered(cast, cast.couple, cast.ben, "phq-9", [4, 5, 19])
    clock.fix(NOW)
    goals.active(cast)
    goals.begun(cast, cast.ana, "mine", goals.Words("I keep a diary", ("a", "b", "c", "d", "e")))
    return cast


def covering(*covers: str, **days: date) -> Terms:
    return Terms(covers, "Dr Vos", "a referral", date(2027, 1, 1), **days)


def letter(cast: Cast, release: UUID) -> str:
    return words(page(cast.client(cast.dana), "letter", release))


def test_one_persons_letter_says_nothing_of_the_other(couple: Cast) -> None:
    text = letter(couple, signed(couple, proposed(couple, couple.ana, terms=covering(*ALL)), couple.ana))
    assert "Ana has come here since 1 September 2026." in text
    assert "24 of 24" in text, "PHQ-8: the question about safety is in no letter"
    assert "PHQ-8" in text
    assert "Ben" not in text
    assert "19" not in text.replace("19 September", "")
    assert "calm talk" not in text


def test_only_what_is_covered_and_only_of_the_days(couple: Cast) -> None:
    terms = covering("part")
    assert "PHQ" not in letter(couple, signed(couple, proposed(couple, couple.ana, terms=terms), couple.ana))
    some = covering("results", since=date(2026, 9, 5))
    text = letter(couple, signed(couple, proposed(couple, couple.ana, terms=some), couple.ana))
    assert "12 of 24" in text
    assert "24 of 24" not in text
    assert "come here" not in text


def test_what_is_ours_is_told_of_both_alike(couple: Cast) -> None:
    release = signed(couple, proposed(couple, terms=covering(*ALL)), couple.ana, couple.ben)
    text = letter(couple, release)
    assert "Ana and Ben have come here together since 1 September 2026." in text
    assert "calm talk" in text
    assert "diary" not in text
    assert "T score" not in text


def test_without_a_release_in_effect_there_is_no_letter(couple: Cast) -> None:
    release = signed(couple, proposed(couple), couple.ana)
    assert status(couple.client(couple.dana), "letter", release) == 404
    signed(couple, release, couple.ben)
    assert status(couple.client(couple.dana), "letter", release) == 200
    for person in (couple.ana, couple.ben, couple.emil, couple.farid, couple.gita):
        assert status(couple.client(person), "letter", release) == 404


def made(cast: Cast, release: UUID, capture: Any) -> Report:
    """The letter as a file."""
    dana = cast.client(cast.dana)
    with capture(execute=True):
        answer = dana.post(reverse("reports:letter", args=[release]), {"form_id": new_id(), "note": "She works hard."})
    assert answer.status_code == 303
    found: Report = Report.objects.visible_to(cast.viewer(cast.dana)).get(release_id=release)
    return found


def test_it_leaves_once_and_goes_on_record(couple: Cast, django_capture_on_commit_callbacks: Any) -> None:
    release = signed(couple, proposed(couple, couple.ana), couple.ana)
    report = made(couple, release, django_capture_on_commit_callbacks)
    dana, key = couple.client(couple.dana), new_id()
    assert status(dana, "file", report.pk) == 404, "a letter leaves by one way alone"
    for _ in range(2):
        answer = dana.post(reverse("reports:hand_out", args=[report.pk]), {"form_id": key})
        assert answer["Content-Type"] == "application/pdf"
    left = Departure.objects.visible_to(couple.viewer(couple.ana)).get()
    assert left.digest == sha256(answer.content).hexdigest()
    held = ReleaseSignature.objects.visible_to(couple.viewer(couple.ana)).get()
    assert left.signatures == [str(held.pk)]
    assert "25 November, 11:00" in words(page(couple.client(couple.ana), "release", release))
    assert not Departure.objects.visible_to(couple.viewer(couple.ben)).exists()


def test_taken_back_at_the_last_moment_nothing_leaves(couple: Cast, django_capture_on_commit_callbacks: Any) -> None:
    release = signed(couple, proposed(couple, couple.ana), couple.ana)
    report = made(couple, release, django_capture_on_commit_callbacks)
    releasing.take_back(by=couple.viewer(couple.ana), release_id=release)
    answer = couple.client(couple.dana).post(reverse("reports:hand_out", args=[report.pk]), {"form_id": new_id()})
    assert answer.status_code == 303
    assert not Departure.objects.visible_to(couple.viewer(couple.dana)).exists()


def test_a_supervisor_hands_nothing_out(couple: Cast, django_capture_on_commit_callbacks: Any) -> None:
    report = made(couple, signed(couple, proposed(couple, couple.ana), couple.ana), django_capture_on_commit_callbacks)
    for person in (couple.emil, couple.ana, couple.ben, couple.gita):
        answer = couple.client(person).post(reverse("reports:hand_out", args=[report.pk]), {"form_id": new_id()})
        assert answer.status_code == 404


def test_a_letter_is_deleted_by_itself(couple: Cast, django_capture_on_commit_callbacks: Any) -> None:
    made(couple, signed(couple, proposed(couple, couple.ana), couple.ana), django_capture_on_commit_callbacks)
    clock.fix(NOW + making.LETTER_LASTS)
    delete_old_files()
    assert not Report.objects.visible_to(couple.viewer(couple.dana)).exists()
