"""Going on with one member of work that closed: the review for who led it, and the question for each alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases import queries
from ampersand.cases.actions import Refused, note_look
from ampersand.cases.actions import going_on as verbs
from ampersand.cases.actions.agreement import OtherText
from ampersand.cases.forms.going_on import AnswerForm, ReviewForm
from ampersand.cases.queries import going_on as reads
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.cases.rules.going_on import CLOSED
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def go_on_with(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Whether it would be fair to go on with one of them, who has said what, and the step into new work."""
    case = queries.one(request.viewer, case_id)
    if not case.treats(request.viewer) or not case.is_shared:
        raise Hidden
    leads = case.leads(request.viewer)
    if not leads:
        if request.method == "POST":
            raise Hidden
        note_look(by=request.viewer, case_id=case_id)
    members = [(str(one.person_id), one.name) for one in case.everyone if not one.died_at]
    form = ReviewForm(members, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        row = queries.row(request.viewer, case_id, "write")
        try:
            verbs.review(
                by=request.viewer, case=row, person_id=UUID(told["person"]), words=told["words"],
                consulted=told["consulted"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Written down. Whoever would go on is asked first, alone."))
            return see_other("cases:go_on_with", case_id)
    found = reads.reviews(request.viewer, case_id)
    facts = {
        "case": case, "form": form, "leads": leads, "now": next((one for one in found if one.is_open), None),
        "before": [one for one in found if not one.is_open], "is_closed": case.state in CLOSED,
        "readers": case.readers(Kind.GOING_ON, Audience.TEAM),
    }  # fmt: skip
    return render(request, "cases/go_on_with.html", facts, status=422 if form.is_bound else 200)


@require_POST
def begin_anew(request: ViewerRequest, review_id: UUID) -> HttpResponse:
    """Begin a case of its own with the one who goes on."""
    row = verbs.find(by=request.viewer, going_on_id=review_id)
    try:
        case = verbs.begin(by=request.viewer, going_on_id=review_id, consulted=request.POST.get("consulted", ""))
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other("cases:go_on_with", row.case_id)
    messages.success(request, _("A new place of its own. It is empty, and nothing of the old one opens from it."))
    return see_other("cases:people", case.pk)


@require_POST
def set_review_aside(request: ViewerRequest, review_id: UUID) -> HttpResponse:
    """It will not be."""
    row = verbs.set_aside(by=request.viewer, going_on_id=review_id)
    messages.success(request, _("Set aside. Nobody is asked any more. Offer each of them somewhere to go on."))
    return see_other("cases:standing", row.case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def going_on(request: ViewerRequest, answer_id: UUID) -> HttpResponse:
    """What one of them is asked, alone; a yes with one's own name, a no without a word."""
    asked, text = reads.question(request.viewer, answer_id)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"digest": asked.digest})
    changed = False
    if form.is_valid() and form.cleaned_data["agrees"]:
        told = form.cleaned_data
        try:
            verbs.answer(
                by=request.viewer, answer_id=answer_id, agrees=told["agrees"] == "yes", name=told["name"],
                digest=told["digest"],
            )  # fmt: skip
        except OtherText:
            changed = True
        else:
            messages.success(request, _("Thank you. You can change it until the new work has begun."))
            return see_other("overview:my_space")
    facts = {"asked": asked, "text": text, "form": form, "changed": changed, "readers": _readers(request, asked)}
    return render(request, "cases/going_on.html", facts, status=422 if form.is_bound else 200)


def _readers(request: ViewerRequest, asked: reads.Asked) -> list[object]:
    try:
        case = queries.one(request.viewer, asked.case_id)
    except Hidden:
        return []
    return list(case.readers(Kind.GOING_ON_ANSWER, Audience.ME_AND_THERAPIST, owner=request.viewer.person_id))
