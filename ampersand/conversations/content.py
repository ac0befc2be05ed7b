"""The phrases that sound like danger, in this house: shipped, with what the practice's folders add. Read once."""

from functools import cache

from django.conf import settings

from ampersand.conversations.rules import danger


@cache
def phrases(language: str) -> tuple[str, ...]:
    """Those of a language, English where there is no list of it."""
    files = [folder / "conversations" / "danger" / f"{language}.toml" for folder in settings.CONTENT_DIRS]
    found = [phrase for file in files if file.is_file() for phrase in danger.load(file)]
    return tuple(found) or (phrases("en") if language != "en" else ())


def sounds(text: str, language: str) -> bool:
    """Whether a text sounds like danger, by this house's list for the language of whoever wrote it."""
    return danger.sounds(text, phrases(language.split("-")[0]))
