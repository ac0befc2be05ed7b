"""The page that becomes a file: the same parts as on screen, dressed for paper."""

from django.template.loader import render_to_string

from ampersand.reports.actions.making import Page
from ampersand.reports.queries import people, wording
from ampersand.reports.queries.parts import Sheet


def page(sheet: Sheet, for_whom: str = "", *, pictures_rest: bool = False) -> Page:
    """A sheet as the page that becomes a file, and the part of it that tells whether anything has changed since.

    `pictures_rest`: in a hard time its reader is shown no pictures of lines, on paper neither.
    """
    facts = {
        "sheet": sheet,
        "names": wording.names(sheet.people),
        "practice": people.practice_name(sheet.case),
        "for_whom": for_whom,
        "pictures_rest": pictures_rest,
        "therapist": wording.names(sheet.case.therapists),
    }
    return Page(render_to_string("reports/paper.html", facts), shown(sheet))


def shown(sheet: Sheet) -> str:
    """What a sheet shows, without the day on which it was made."""
    return render_to_string("reports/part/sheet.html", {"sheet": sheet})
