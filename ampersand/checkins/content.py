"""The check-in of this house: shipped, or a practice's own file in its place. Read once per process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from ampersand.checkins.rules.lines import FEEDBACK, WEEKLY, Feedback, Weekly, feedback_of, weekly_of


@cache
def weekly() -> Weekly:
    """The weekly check-in."""
    return weekly_of(_file(WEEKLY))


@cache
def feedback() -> Feedback:
    """What is asked after a meeting."""
    return feedback_of(_file(FEEDBACK))


def _file(name: str) -> Path:
    return next(path for folder in settings.CONTENT_DIRS if (path := Path(folder) / "checkins" / name).exists())
