"""What somebody began to write about a row and never kept does not lie about for ever."""

from datetime import timedelta

import pytest

from ampersand.conflict.actions import writing
from ampersand.conflict.models import Entry, Unsent
from ampersand.core import clock
from ampersand.core.clock import now
from ampersand.operations.chores import forget_unsent_rows
from tests.cast import Cast

from .stories import wrote

pytestmark = pytest.mark.django_db


def test_what_was_begun_and_not_kept_is_forgotten_after_thirty_days_and_what_was_kept_stays(cast: Cast) -> None:
    ana, begun = cast.viewer(cast.ana), now()
    clock.fix(begun)
    wrote(cast, cast.ana)
    typed = {"happened": "It began in the car."}
    writing.save_unsent(by=ana, case_id=cast.couple.pk, typed=typed, version=0, writer="w", now=begun)
    for days, held in ((29, True), (31, False)):
        clock.fix(begun + timedelta(days=days))
        forget_unsent_rows()
        assert Unsent.objects.visible_to(ana).exists() is held
    assert Entry.objects.visible_to(ana).exists()
