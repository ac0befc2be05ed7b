"""Coping cards: all of one's own on one page, in one tap, and without the internet where the device is one's own."""

from hashlib import sha256

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.accounts.queries import shares_device
from ampersand.cases import queries as cases
from ampersand.core.offline import forget_copy, is_worker, keeps, worker
from ampersand.exercises.queries import cards as reads
from ampersand.privacy.viewer import ViewerRequest


@require_safe
@keeps
def cards(request: ViewerRequest) -> HttpResponse:
    """My cards, at once; where there is none yet, what they are for and where one is written."""
    shared = shares_device(request.viewer)
    facts = {
        "cards": reads.mine(request.viewer), "device_is_shared": shared, "copy": _copy(request),
        "cases": [case for case in cases.mine(request.viewer) if not case.ended],
    }  # fmt: skip
    response = render(request, "exercises/cards.html", facts)
    if shared:
        forget_copy(request, response)
    return response


@require_safe
def cards_paper(request: ViewerRequest) -> HttpResponse:
    """My cards on paper, and the copy that a device keeps: without the product's name, without anything around them."""
    return render(request, "exercises/cards_paper.html", {"cards": reads.mine(request.viewer)})


@require_safe
@is_worker
def cards_worker(request: ViewerRequest) -> HttpResponse:
    """The worker that hands out the copy; its address gives it its reach."""
    return worker()


def _copy(request: ViewerRequest) -> str:
    """The name of this person's copy, which says nothing of who they are."""
    return sha256(f"cards {request.viewer.person_id}".encode()).hexdigest()[:16]
