"""The questions of coming in, in this house: shipped, overlaid by the practice's folders. Read once per process."""

from functools import cache

from django.conf import settings

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.clock import today
from ampersand.core.reading import opened
from ampersand.intake.rules.questions import Form, baseline_for, name_for, read
from ampersand.measures import content as instruments


@cache
def form(name: str) -> Form:
    """What one kind of member is asked; raises ContentError."""
    paths = (folder / "intake" / f"{name}.toml" for folder in settings.CONTENT_DIRS)
    return read(opened(next(path for path in paths if path.exists())), name)


def form_for(case: OneCase, someone: Someone) -> Form:
    """What this member of a case is asked."""
    year = today("UTC").year
    return form(name_for(case.kind, someone.born_in, year, of_age=someone.of_age_at is not None))


def baseline(case: OneCase, someone: Someone, chosen: list[str]) -> tuple[str, ...]:
    """The first questions of this member: those chosen for the case, else those of the file; unknown ones left out."""
    found = form_for(case, someone)
    wanted = chosen if chosen and found.name != "young" else found.baseline
    known = instruments.available(case.practice_id)
    about = {slug: known[slug].about for slug in wanted if slug in known}
    return baseline_for(about, kind=case.kind, family_role=someone.family_role)
