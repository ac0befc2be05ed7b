"""The guide of this house: shipped, overlaid by the practice's own folders, read once per process."""

from functools import cache

from django.conf import settings
from django.utils.translation import get_language

from ampersand.guide.rules.loading import Guide, load
from ampersand.guide.rules.prose import Page
from ampersand.guide.rules.words import Words


@cache
def guide() -> Guide:
    """Rules, words and public pages; a practice's own file wins over the shipped one; raises ContentError."""
    folders = [folder / "guide" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])


def words() -> Words:
    """What the guide says, in the language of this request."""
    return guide().words[language()]


def page(name: str) -> Page:
    """One public page, in the language of this request."""
    return guide().pages[language()][name]


def language() -> str:
    """The language of this request, as far as the guide speaks it."""
    return guide().language(get_language() or "en")
