"""A meeting offered after the end: whoever it is offered to reads it and answers, alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.pages import see_other
from ampersand.pathway.actions import offers as verbs
from ampersand.pathway.forms.offer import OfferForm
from ampersand.pathway.queries import offers
from ampersand.pathway.queries.words import ANSWERS
from ampersand.pathway.rules.choices import Answer
from ampersand.privacy.viewer import ViewerRequest

SAID = {
    Answer.YES: "Thank you. Your therapist reads it and finds a time with you.",
    Answer.NOT_NOW: "Noted. Nothing follows from it.",
    Answer.NO_MORE: "Noted. You will not be asked again, and you can come back whenever you like.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: ViewerRequest, offer_id: UUID) -> HttpResponse:
    """Read the offer, and say yes, not now, or not again."""
    own = offers.one(request.viewer, offer_id)
    initial = {"answer": own.answer, "words": offers.words(own)}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        said = Answer(told["answer"])
        verbs.answer(by=request.viewer, offer_id=offer_id, said=said, words=told["words"])
        messages.success(request, _(SAID[said]))
        return see_other("overview:my_space")
    case = cases.one(request.viewer, own.case_id)
    facts = {
        "own": own, "case": case, "form": form,
        "options": [(radio, means) for radio, (_said, means) in zip(form["answer"], ANSWERS.values(), strict=True)],
        "readers": case.readers(Kind.COURSE_OFFER, Audience.ME_AND_THERAPIST, request.viewer.person_id),
    }  # fmt: skip
    return render(request, "pathway/offer.html", facts, status=422 if form.is_bound else 200)
