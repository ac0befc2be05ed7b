"""Where do we begin: public, and nothing is stored."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


class GuideConfig(AppConfig):
    name = "ampersand.guide"

    def ready(self) -> None:
        """Refuse to start with content that is wrong."""
        checks.register(content_is_right)


def content_is_right(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """One error with file, line and reason when a content file of the guide is wrong."""
    from ampersand.core.reading import ContentError
    from ampersand.guide import content

    try:
        content.guide()
    except ContentError as error:
        return [checks.Error(str(error), id="ampersand.guide")]
    return []
