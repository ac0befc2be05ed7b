"""The private check as it is asked: shipped, or reworded in the practice's own content folders."""

from functools import cache
from pathlib import Path

from django.conf import settings

from ampersand.core.reading import opened
from ampersand.safety.rules.private_check import Form, read

PLACE = Path("safety") / "private_check.toml"


@cache
def form() -> Form:
    """The form, read once per process; raises ContentError with file, line and reason when it is wrong."""
    files = (Path(folder) / PLACE for folder in settings.CONTENT_DIRS)
    return read(opened(next(file for file in files if file.is_file())))
