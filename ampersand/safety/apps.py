"""Help now, leaving fast, lines, the safety plan: called by features, calls none."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


class SafetyConfig(AppConfig):
    name = "ampersand.safety"

    def ready(self) -> None:
        """Register the policies, and refuse to start with content that is wrong."""
        from ampersand.safety import policy  # noqa: F401

        checks.register(content_is_right)


def content_is_right(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """An error with file, line and reason for each content file of safety that is wrong."""
    from ampersand.core.reading import ContentError
    from ampersand.safety.queries import check_form, lines, plan_words

    found: list[checks.CheckMessage] = []
    for read in (lines.countries, check_form.form, plan_words.form):
        try:
            read()
        except ContentError as error:
            found.append(checks.Error(str(error), id="ampersand.content"))
    return found
