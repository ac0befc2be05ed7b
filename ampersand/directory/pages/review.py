"""Staff pages: the practice's administrator looks at pages before they show."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.core.clock import today
from ampersand.core.pages import see_other
from ampersand.directory.actions import reviewing
from ampersand.directory.forms.profile import RemarkForm
from ampersand.directory.queries import listings, profiles
from ampersand.directory.rules.card import from_data
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def reviews(request: ViewerRequest) -> HttpResponse:
    """The pages that wait, and those on show."""
    facts = {"waiting": profiles.waiting(request.viewer), "on_show": profiles.on_show(request.viewer)}
    return render(request, "directory/reviews.html", facts)


@require_safe
def review(request: ViewerRequest, profile_id: UUID) -> HttpResponse:
    """One page as everyone would see it, and what differs from what is on show."""
    return _show(request, profile_id, RemarkForm())


@require_POST
def publish(request: ViewerRequest, profile_id: UUID) -> HttpResponse:
    """Show it to everyone."""
    profiles.to_review(request.viewer, profile_id)
    try:
        reviewing.publish(by=request.viewer, profile_id=profile_id, version=_version(request))
    except reviewing.Moved:
        messages.warning(request, _("It was changed meanwhile. Please look once more."))
        return see_other("directory:review", profile_id)
    messages.success(request, _("It is on show."))
    return see_other("directory:reviews")


@require_POST
def send_back(request: ViewerRequest, profile_id: UUID) -> HttpResponse:
    """Ask for a change first."""
    profiles.to_review(request.viewer, profile_id)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _show(request, profile_id, form, status=422)
    try:
        reviewing.send_back(
            by=request.viewer, profile_id=profile_id, version=_version(request), remark=form.cleaned_data["remark"]
        )
    except reviewing.Moved:
        messages.warning(request, _("It was changed meanwhile. Please look once more."))
        return see_other("directory:review", profile_id)
    messages.success(request, _("Your word is on its way. What was on show stays as it was."))
    return see_other("directory:reviews")


def _show(request: ViewerRequest, profile_id: UUID, form: RemarkForm, status: int = 200) -> HttpResponse:
    profile = profiles.to_review(request.viewer, profile_id)
    shown, written = profiles.shown(request.viewer, profile), from_data(profile.content)
    facts = {
        "profile": profile, "page": listings.preview(profile, today(settings.TIME_ZONE)), "form": form, "shown": shown,
        "differences": profiles.differences(from_data(shown.content), written) if shown else (),
        "new_photo": bool(shown and shown.photo_id != profile.photo_id),
    }  # fmt: skip
    return render(request, "directory/review.html", facts, status=status)


def _version(request: ViewerRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
