"""Rows, as reports tell them: one's own weeks, the mean that both show, everyone's for those who treat."""

from dataclasses import replace

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.conflict.queries import own as mine
from ampersand.conflict.queries import shown, treated
from ampersand.core.charts import Figure
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries.parts import Part


def own(viewer: Viewer, case: OneCase) -> list[Part]:
    """One's own last weeks in words and as a picture; nothing before the first that was noted."""
    if not case.is_shared:
        return []
    found = mine.weeks(viewer, case)
    figure: Figure = found["figure"]
    if figure.empty:
        return []
    words = tuple(text for text in (figure.finding, found["caught"]) if text)
    return [Part(_("Row log"), _("Our rows, as I noted them"), "", words, figures=(replace(figure, finding=""),))]


def of_both(viewer: Viewer, case: OneCase) -> Figure | None:
    """The mean of both, where both show their weeks; None otherwise, whoever does not."""
    if case.kind != "couple" or not (case.is_agreed and case.shows_shared):
        return None
    figure = shown.our_weeks(viewer, case).figure
    return None if figure is None or figure.empty else figure


def of_team(viewer: Viewer, case: OneCase) -> list[Part]:
    """Everyone's weeks as far as they let those who treat read them. A constant number of queries."""
    if not case.is_shared:
        return []
    page = treated.page(viewer, case.id)
    if page.figure.empty:
        return []
    words = tuple(f"{member.someone.name}: {' '.join(member.words)}" for member in page.members)
    return [Part(_("Rows by week"), "", _("As each noted them, alone."), words, figures=(page.figure,))]
