"""Staff pages: a therapist's own page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.core.clock import today
from ampersand.core.pages import see_other
from ampersand.directory import photos
from ampersand.directory.actions import editing
from ampersand.directory.forms.profile import OpeningsForm, ProfileForm
from ampersand.directory.models import Profile
from ampersand.directory.queries import listings, profiles
from ampersand.directory.queries.places import home_currency
from ampersand.directory.rules.card import Card, missing
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: ViewerRequest) -> HttpResponse:
    """Write one's page; two tabs do not overwrite each other."""
    held = profiles.own(request.viewer)
    card = profiles.stored(held) if held else Card(name=request.viewer.name)
    if request.method != "POST":
        return _show(request, held, ProfileForm(card=card, currency=home_currency()))
    form = ProfileForm(request.POST, card=card, currency=home_currency())
    if not form.is_valid():
        return _show(request, held, form, version=_whole(request.POST.get("version", "")), status=422)
    try:
        editing.save(by=request.viewer, card=form.card(), version=_whole(request.POST.get("version", "")))
    except editing.ChangedElsewhere:
        held = profiles.own(request.viewer)
        theirs = profiles.differences(form.card(), profiles.stored(held))
        return _show(request, held, form, theirs=theirs, status=409)
    if "hand_in" in request.POST:
        return _handed_in(request)
    messages.success(request, _("Kept. Nobody else sees it until you hand it in."))
    return see_other("directory:profile")


@require_POST
def set_photo(request: ViewerRequest) -> HttpResponse:
    """Put a photo on one's page."""
    held = profiles.own(request.viewer)
    file = request.FILES.get("photo")
    try:
        if file is None:
            raise photos.NoPhoto(_("Choose a picture first."))
        made = photos.made(file, file.size or 0)
    except photos.NoPhoto as problem:
        form = ProfileForm(card=profiles.stored(held), currency=home_currency())
        return _show(request, held, form, photo_problem=str(problem), status=422)
    editing.set_photo(by=request.viewer, made=made)
    messages.success(request, _("Your photo is kept, without anything else that the file held."))
    return see_other("directory:profile")


@require_POST
def remove_photo(request: ViewerRequest) -> HttpResponse:
    """Take the photo off one's page."""
    editing.remove_photo(by=request.viewer)
    messages.success(request, _("The photo is off your page as you write it."))
    return see_other("directory:profile")


@require_POST
def say_openings(request: ViewerRequest) -> HttpResponse:
    """Say whether one has room."""
    held = profiles.own(request.viewer)
    form = OpeningsForm(request.POST)
    if not form.is_valid():
        page = ProfileForm(card=profiles.stored(held), currency=home_currency())
        return _show(request, held, page, openings=form, status=422)
    editing.say_openings(by=request.viewer, **form.cleaned_data)
    messages.success(request, _("Said. Your page shows it at once."))
    return see_other("directory:profile")


@require_safe
def preview(request: ViewerRequest) -> HttpResponse:
    """One's page exactly as everyone would see it."""
    held = profiles.own(request.viewer)
    if held is None:
        return see_other("directory:profile")
    page = listings.preview(held, today(settings.TIME_ZONE))
    return render(request, "directory/preview.html", {"page": page, "profile": held})


@require_POST
def submit(request: ViewerRequest) -> HttpResponse:
    """Hand the page in."""
    return _handed_in(request)


def _handed_in(request: ViewerRequest) -> HttpResponse:
    try:
        editing.submit(by=request.viewer)
    except editing.NotReady:
        messages.warning(request, _("Kept, and not handed in yet: something is still missing."))
    else:
        messages.success(request, _("Handed in. Your practice looks at it, and you get a mail."))
    return see_other("directory:profile")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ViewerRequest) -> HttpResponse:
    """Take one's page down, after asking once."""
    held = profiles.own(request.viewer)
    if held is None:
        raise Hidden
    if request.method == "POST":
        editing.withdraw(by=request.viewer)
        messages.success(request, _("Your page is down. What you wrote is kept, and letters stay in your inbox."))
        return see_other("directory:profile")
    return render(request, "directory/withdraw.html", {"profile": held})


def _show(
    request: ViewerRequest, held: Profile | None, form: ProfileForm, *, version: int | None = None,
    openings: OpeningsForm | None = None, theirs: list[profiles.Difference] | None = None, photo_problem: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = profiles.shown(request.viewer, held) if held else None
    titles = profiles.field_titles()
    said = {"room": held.room, "free_on": held.free_on} if held else {}
    facts: dict[str, Any] = {
        "profile": held, "shown": shown, "form": form, "theirs": theirs or [],
        "clash": theirs is not None, "photo_problem": photo_problem,
        "version": (held.version if held else 0) if version is None else version, "tab": "profile",
        "missing": [titles[name] for name in missing(profiles.stored(held))],
        "openings": openings or OpeningsForm(initial=said), "lasts": settings.OPENINGS_LAST.days,
        "confirmed": bool(held and held.open_until and held.open_until >= today(settings.TIME_ZONE)),
    }  # fmt: skip
    return render(request, "directory/profile.html", facts, status=status)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
