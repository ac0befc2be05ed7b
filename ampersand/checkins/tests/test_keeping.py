"""What the keeper does for check-ins, and what content it refuses."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from ampersand.checkins import content
from ampersand.checkins.actions import keeping
from ampersand.checkins.apps import content_is_right
from ampersand.checkins.models import CheckInDraft, CheckInLine
from ampersand.checkins.rules.lines import SHIPPED
from ampersand.core import clock
from ampersand.operations.chores import keep_the_check_ins
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

from .stories import THURSDAY, WEDNESDAY, meeting, post, send, window


@pytest.mark.django_db
def test_what_was_typed_and_never_sent_is_forgotten_after_thirty_days(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    meeting(cast)
    post(cast.client(cast.ana), "draft", cast.couple.pk, window=window(cast, cast.ana), week="3", writer="phone")
    with system_scope("a test looks on"):
        assert keeping.forget_old_drafts(WEDNESDAY + timedelta(days=30)) == 0
        clock.fix(WEDNESDAY + timedelta(days=31))
        keep_the_check_ins()
        assert not CheckInDraft.objects.exists()


@pytest.mark.django_db
def test_the_keeper_shows_what_is_meant_once_it_has_closed_and_nothing_else(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    meeting(cast)
    send(cast, cast.ana, shown=("close",), close=7, week=3)
    ben = cast.viewer(cast.ben)
    for at, seen in ((WEDNESDAY, []), (THURSDAY - timedelta(hours=2), ["close"])):
        clock.fix(at)
        keep_the_check_ins()
        assert list(CheckInLine.objects.visible_to(ben).values_list("key", flat=True)) == seen


def test_a_wrong_file_of_a_practice_keeps_the_house_from_starting(tmp_path: Path) -> None:
    folder = tmp_path / "checkins"
    folder.mkdir()
    text = (SHIPPED / "feedback.toml").read_text(encoding="utf-8")
    (folder / "feedback.toml").write_text(text.replace("gap = 3", 'gap = "wide"'), encoding="utf-8")
    assert content_is_right(None) == []
    try:
        with override_settings(CONTENT_DIRS=[tmp_path, SHIPPED.parent]):
            content.feedback.cache_clear()
            found = content_is_right(None)
    finally:
        content.feedback.cache_clear()
    assert [str(tmp_path) in one.msg and "gap" in one.msg for one in found] == [True]
