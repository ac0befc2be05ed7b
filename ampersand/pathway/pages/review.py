"""One look at the work as a whole: what asks for it, what may be chosen, why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.pathway.actions import looks, reviews
from ampersand.pathway.forms.course import ReviewForm
from ampersand.pathway.queries.page import CoursePage, page
from ampersand.pathway.queries.words import CHOICES
from ampersand.pathway.rules.choices import ENDING, MIDDLE, Choice, choices, months
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Look at the whole, and write down what is chosen."""
    found = page(request.viewer, case_id)
    offered = choices(found.occasion, found.treated.case.kind)
    form = ReviewForm(offered, request.POST or None, initial={"form_id": new_id()})
    if request.method == "POST":
        if not may_decide(found):
            raise Hidden
        if form.is_valid():
            return _decided(request, found, form)
    else:
        looks.opened_review(by=request.viewer, case_id=case_id)
    facts = {
        "page": found, "treated": found.treated, "form": form, "tab": "course", "may_decide": may_decide(found),
        "options": [(radio, CHOICES[one][1]) for radio, one in zip(form["choice"], offered, strict=True)],
        "is_middle": found.occasion == MIDDLE, "is_ending": found.occasion == ENDING,
        "is_offer": bool(months(found.occasion)),
    }  # fmt: skip
    return render(request, "pathway/review.html", facts, status=422 if request.method == "POST" else 200)


def may_decide(found: CoursePage) -> bool:
    """Whether the viewer leads the case and there is something to decide: while it runs, and offers after the end."""
    return found.treated.role == "therapist" and (not found.treated.case.ended or found.coming is not None)


def _decided(request: ViewerRequest, found: CoursePage, form: ReviewForm) -> HttpResponse:
    told = form.cleaned_data
    reviews.decide(
        by=request.viewer, case_id=found.treated.id, review_id=told["form_id"], occasion=found.occasion,
        choice=Choice(told["choice"]), reason=told["reason"], signs=[one.key for one in found.signs],
    )  # fmt: skip
    said = _("Written down. Only those who treat and supervise read it.")
    if told["choice"] == Choice.OFFERED:
        said = _("Offered to each alone. What they answer stands here; only those who treat and supervise read it.")
    messages.success(request, said)
    return see_other("pathway:course", found.treated.id)
