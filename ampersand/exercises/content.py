"""The exercises of this house: shipped, overlaid by the practice's folders. Read once per process."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from ampersand.exercises.rules.decks import Deck, load_deck
from ampersand.exercises.rules.definition import Exercise
from ampersand.exercises.rules.lessons import Lesson, load_lessons
from ampersand.exercises.rules.reading import load


@cache
def exercises() -> Mapping[str, Exercise]:
    """Every exercise, by id; a practice's own folder wins over the shipped one."""
    folders = [folder / "exercises" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])


@cache
def lessons() -> Mapping[str, Lesson]:
    """The small lessons, in their order; a practice's own folder wins over the shipped one."""
    folders = [folder / "exercises" / "lessons" for folder in settings.CONTENT_DIRS]
    return load_lessons([folder for folder in reversed(folders) if folder.is_dir()])


@cache
def deck(name: str) -> Deck:
    """A deck of cards by name; a practice's own file wins over the shipped one."""
    files = [folder / "exercises" / "decks" / f"{name}.toml" for folder in settings.CONTENT_DIRS]
    return load_deck(next(file for file in files if file.is_file()))
