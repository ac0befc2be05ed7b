"""Who waits for an answer, for those who lead cases."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ampersand.conversations.actions import opening
from ampersand.conversations.models import Thread
from ampersand.conversations.queries import waiting
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
