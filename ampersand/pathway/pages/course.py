"""Pages of the course: its length, the measures that go with it, and what was decided on the way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases import queries as cases
from ampersand.core.pages import see_other
from ampersand.measures.actions import pathway as measures
from ampersand.measures.queries.cases import treated
from ampersand.pathway.actions import course as verbs
from ampersand.pathway.forms.course import LengthForm
from ampersand.pathway.queries.page import CoursePage, page
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def course(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """How long the work is, where it stands, what was decided; and the form to change what was agreed."""
    found = page(request.viewer, case_id)
    form = LengthForm(found.today, request.POST or None, initial=_as_agreed(found))
    if request.method == "POST":
        if not found.treated.may_change:
            raise Hidden
        if form.is_valid() and _agreed(request, case_id, form):
            return see_other("pathway:course", case_id)
    facts = {"page": found, "treated": found.treated, "form": form, "tab": "course"}
    return render(request, "pathway/course.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def plan_measures(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Plan whatever the pathway asks and nobody planned yet."""
    viewer = request.viewer
    case = cases.row(viewer, case_id, "write")
    made = measures.plan_pathway(by=viewer, treated=treated(viewer, case_id), case=case)
    said = ngettext("One measure is planned.", "%(count)s measures are planned.", made) % {"count": made}
    messages.success(request, said if made else _("All of it is planned already."))
    return see_other("measures:plan", case_id)


@require_POST
def ask_at_end(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Ask now what is asked at the end."""
    viewer = request.viewer
    case = cases.row(viewer, case_id, "write")
    asked = measures.ask_at(by=viewer, treated=treated(viewer, case_id), case=case, time="end")
    said = ngettext("One measure is asked now.", "%(count)s measures are asked now.", asked) % {"count": asked}
    messages.success(request, said if asked else _("All of it is waiting for an answer already."))
    return see_other("pathway:review", case_id)


def _as_agreed(found: CoursePage) -> dict[str, object]:
    length = found.course.length
    return {
        "meetings": length.meetings, "begun_on": length.begun_on, "every_weeks": length.every_weeks,
        "version": found.course.version,
    }  # fmt: skip


def _agreed(request: ViewerRequest, case_id: UUID, form: LengthForm) -> bool:
    try:
        verbs.agree(by=request.viewer, case_id=case_id, **form.cleaned_data)
    except verbs.Changed:
        form.add_error(None, _("Somebody changed it a moment ago. Look at it again, then save."))
        return False
    messages.success(request, _("Written down. Everyone in this case can read how many meetings were agreed."))
    return True
