"""Pages of the demo: sign in as any of its people, and read the mails it sent."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ampersand.accounts.actions import sign_in_person
from ampersand.operations.demo import faces, letters, mailbox
from ampersand.operations.demo.marker import is_demo
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

MAILS_A_PAGE = 10


@login_not_required
def demo(request: ViewerRequest) -> HttpResponse:
    """Who there is, and what to look at as each."""
    return render(request, "operations/demo.html", {"groups": faces.groups(), "visitor": letters.TOKEN})


@login_not_required
def demo_sign_in(request: ViewerRequest, person_id: UUID) -> HttpResponse:
    """Sign in as one of them, without a code."""
    if request.method != "POST":
        return redirect("operations:demo")
    person = faces.person(person_id) if is_demo() else None
    if person is None:
        raise Hidden
    return sign_in_person(request, person, to=reverse("overview:home"))


@login_not_required
def demo_mail(request: ViewerRequest) -> HttpResponse:
    """The mails that would have left, the newest on top, so that a code can be read; never those of real people."""
    if not is_demo():
        raise Hidden
    mails = Paginator(mailbox.oldest_first(), MAILS_A_PAGE)
    page = mails.get_page(request.GET.get("page", mails.num_pages))
    shown = [mailbox.read(path) for path in reversed(page.object_list)]
    return render(request, "operations/demo_mail.html", {"page": page, "mails": shown})
