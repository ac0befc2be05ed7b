"""How the members of a case came in, for those who treat and supervise it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import now
from ampersand.core.pages import see_other
from ampersand.intake.actions import asking
from ampersand.intake.forms.telling import AskForm, FirstForm
from ampersand.intake.queries import reading
from ampersand.measures.queries import cases
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def of_case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Everyone in the case, and how far each is with coming in."""
    treated = cases.treated(request.viewer, case_id)
    facts = {"treated": treated, "case": treated.case, "rows": reading.rows(request.viewer, treated)}
    facts |= {"first": reading.first_asked(request.viewer, treated), "may_change": reading.may_change(treated)}
    facts |= {"tab": "intake", "readers": treated.case.readers(Kind.INTAKE_STEP, Audience.ME_AND_THERAPIST)}
    return render(request, "intake/of_case.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_first(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Choose which first questions everyone in the case is asked."""
    treated = cases.treated(request.viewer, case_id)
    if not reading.may_change(treated):
        raise Hidden
    known = reading.instruments(request.viewer, treated)
    form = FirstForm(known, reading.first_slugs(request.viewer, treated), request.POST or None)
    if request.method == "POST" and form.is_valid():
        asking.choose_first(by=request.viewer, case_id=case_id, instruments=form.cleaned_data["instruments"])
        messages.success(request, _("Everyone is asked these. What was answered already stays."))
        return see_other("intake:of_case", case_id)
    facts = {"treated": treated, "form": form}
    return render(request, "intake/choose_first.html", facts, status=422 if request.method == "POST" else 200)


@require_safe
def of_person(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What one member told, beside their first results; to be printed, too. The look is recorded."""
    page = reading.page(request.viewer, case_id, person_id)
    asking.note_look(by=request.viewer, case_id=case_id)
    readers = page.treated.case.readers(Kind.INTAKE, Audience.ME_AND_THERAPIST, owner=person_id)
    facts = {"page": page, "case": page.treated.case, "tab": "intake", "readers": readers}
    return render(request, "intake/of_person.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_again(request: ViewerRequest, case_id: UUID, person_id: UUID, place: int) -> HttpResponse:
    """Ask one member to look at one step once more."""
    page = reading.page(request.viewer, case_id, person_id)
    if not page.may_ask or not 1 <= place <= len(page.parts):
        raise Hidden
    part, form = page.parts[place - 1], AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        asking.ask_again(
            by=request.viewer, case_id=case_id, person_id=person_id, step=part.key, note=told["note"],
            ask_id=told["form_id"], now=now(),
        )  # fmt: skip
        messages.success(request, _("%(name)s is asked, by the way they chose.") % {"name": page.person.name})
        return see_other("intake:of_person", case_id, person_id)
    facts = {"page": page, "part": part, "form": form}
    return render(request, "intake/ask_again.html", facts, status=422 if request.method == "POST" else 200)
