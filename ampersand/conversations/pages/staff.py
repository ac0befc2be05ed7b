"""Who waits for an answer, for those who lead cases."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.conversations.actions import being_there, opening
from ampersand.conversations.actions.common import ChangedElsewhere
from ampersand.conversations.forms.hours import HoursForm
from ampersand.conversations.models import Thread
from ampersand.conversations.queries import hours, waiting
from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest

AT_ONCE = 20


@require_safe
def inbox(request: ViewerRequest) -> HttpResponse:
    """Conversations in which somebody waits, the longest waiting first, and those written in lately."""
    viewer = request.viewer
    pages: Paginator[Thread] = Paginator(waiting.waiting(viewer), AT_ONCE)
    page = pages.get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "waiting": waiting.rows(viewer, list(page.object_list)),
        "lately": waiting.rows(viewer, list(waiting.lately(viewer))),
    }
    return render(request, "conversations/inbox.html", facts)


@require_POST
def needs_no_answer(request: ViewerRequest, thread_id: UUID) -> HttpResponse:
    """What was written there needs no answer."""
    opening.needs_no_answer(by=request.viewer, thread_id=thread_id)
    return see_other("conversations:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def set_hours(request: ViewerRequest) -> HttpResponse:
    """A therapist says when they are there, how soon they answer, and when they are away."""
    said = hours.own(request.viewer)
    form = HoursForm(request.POST or None, initial=said)
    version = request.POST.get("version", str(said.get("version", 0)))
    if request.method == "POST" and form.is_valid():
        try:
            number = int(version) if version.isdecimal() and len(version) < 9 else 0
            being_there.say_hours(by=request.viewer, said=form.cleaned_data, version=number)
        except ChangedElsewhere as elsewhere:
            form.add_error(None, _("You changed this on another page meanwhile. Look at both, then keep the one here."))
            version = str(elsewhere.version)
        else:
            messages.success(request, _("Kept. Everyone whose work you lead sees it beside their messages."))
            return see_other("conversations:inbox")
    facts = {"form": form, "version": version}
    return render(request, "conversations/set_hours.html", facts, status=422 if request.method == "POST" else 200)
