"""The moves and feelings to choose from in this house: shipped, overlaid by the practice's folders. Read once."""

from functools import cache

from django.conf import settings

from ampersand.conflict.rules.vocabulary import Vocabulary, load


@cache
def vocabulary() -> Vocabulary:
    """Every move and feeling; a practice's own folder wins over the shipped one."""
    folders = [folder / "conflict" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])
