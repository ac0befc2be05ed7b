"""The goals to start from in this house: shipped, overlaid by the practice's folders. Read once per process."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from ampersand.goals.rules.templates import Template, load


@cache
def templates() -> Mapping[str, Template]:
    """Every goal to start from, by id; a practice's own folder wins over the shipped one."""
    folders = [folder / "goals" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])


def offered(kind: str, *, to_therapist: bool) -> list[Template]:
    """What may be offered in a case of this kind; a therapist also sees what is never suggested."""
    fitting = {"individual": {"mine"}, "couple": {"shared", "mine", "supporting"}, "family": {"family", "mine"}}[kind]
    return [one for one in templates().values() if one.type in fitting and (one.suggest or to_therapist)]
