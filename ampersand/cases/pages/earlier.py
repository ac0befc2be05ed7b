"""What somebody who joined later may read of the time before: asked of each alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases import queries
from ampersand.cases.actions import Refused
from ampersand.cases.actions import earlier as verbs
from ampersand.cases.actions.agreement import OtherText
from ampersand.cases.queries import earlier as reads
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_POST
def ask_earlier(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask everyone who was there before."""
    case = queries.one(request.viewer, case_id, "write")
    if person_id not in reads.later(case):
        raise Hidden
    try:
        verbs.ask(by=request.viewer, case=queries.row(request.viewer, case_id, "write"), person_id=person_id)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Everyone who was here before finds the question on their own page."))
    return see_other("cases:people", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Say alone whether somebody who joined may read what was before, and change it at any time."""
    case = queries.one(request.viewer, case_id)
    question = reads.question(request.viewer, case, person_id, verbs.shown(by=request.viewer, case_id=case_id))
    changed = False
    if request.method == "POST" and request.POST.get("agrees") in ("yes", "no"):
        agrees, digest = request.POST["agrees"] == "yes", request.POST.get("digest", "")
        try:
            verbs.answer(by=request.viewer, case_id=case_id, person_id=person_id, agrees=agrees, digest=digest)
        except OtherText:
            changed = True
        else:
            messages.success(request, _("Thank you. Only you know what you chose, and you can change it at any time."))
            return see_other("cases:people", case_id)
    readers = case.readers(Kind.EARLIER, Audience.ONLY_ME, owner=request.viewer.person_id)
    facts = {"case": case, "question": question, "text": question.text, "readers": readers, "changed": changed}
    return render(request, "cases/earlier.html", facts, status=422 if request.method == "POST" else 200)
