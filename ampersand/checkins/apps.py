"""Check-ins: the week between two meetings, and a few lines after each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks

from ampersand.core.reading import ContentError


class CheckinsConfig(AppConfig):
    name = "ampersand.checkins"

    def ready(self) -> None:
        """Register the policies, refuse to start with content that is wrong, and follow meetings that move."""
        from ampersand.checkins import policy  # noqa: F401
        from ampersand.checkins.actions.following import follow
        from ampersand.meetings.actions import moved

        moved.follow(follow)

        checks.register(content_is_right)


def content_is_right(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """An error with file, line and reason for each content file of check-ins that is wrong."""
    from ampersand.checkins import content

    found: list[checks.CheckMessage] = []
    loaders: tuple[Callable[[], object], ...] = (content.weekly, content.feedback)
    for load in loaders:
        try:
            load()
        except ContentError as error:
            found.append(checks.Error(str(error), id="ampersand.content"))
    return found
