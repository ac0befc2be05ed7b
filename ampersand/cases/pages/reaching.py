"""How a client may be reached: for those who treat them, and for the office."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.accounts.forms import ContactForm
from ampersand.cases.actions import reaching as verbs
from ampersand.cases.queries import reaching as reads
from ampersand.privacy.viewer import ViewerRequest

AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: ViewerRequest, person_id: UUID) -> HttpResponse:
    """How one client may be reached; whoever calls now says so, and then reads the word to say first."""
    found = reads.contact(request.viewer, person_id)
    calling = request.method == "POST"
    if calling:
        verbs.call_now(by=request.viewer, person_id=person_id)
    else:
        verbs.note_contact_opened(by=request.viewer, person_id=person_id)
    facts = {"contact": found, "calls_now": calling, "ways": _words("channels", found), "times": _words("times", found)}
    return render(request, "cases/contact.html", facts)


@require_safe
def clients(request: ViewerRequest) -> HttpResponse:
    """The clients of the practice by name, for the office: how to reach them, whether their paper is signed."""
    text = request.GET.get("name", "").strip()
    page = Paginator(reads.desk(request.viewer, text), AT_ONCE).get_page(request.GET.get("page"))
    facts = {"page": page, "name": text, "clients": reads.at_desk(request.viewer, list(page))}
    return render(request, "cases/clients.html", facts)


def _words(name: str, found: reads.Contact) -> list[str]:
    """The chosen ways or times, in the words in which they were asked."""
    chosen = getattr(found.told, name, ())
    return [str(label) for value, label in ContactForm.base_fields[name].choices if value in chosen]  # type: ignore[attr-defined]
