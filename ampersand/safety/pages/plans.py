"""One's own plan for hard moments: reading it in one tap, writing it, choosing readers, looking through, deleting."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.accounts.queries import shares_device
from ampersand.core.clock import now
from ampersand.core.offline import forget_copy, keeps
from ampersand.core.pages import see_other
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer, ViewerRequest
from ampersand.safety.actions import plans as actions
from ampersand.safety.actions import preferences
from ampersand.safety.forms.plans import PlanForm, number, typed
from ampersand.safety.queries import lines, plans
from ampersand.safety.queries import preferences as chosen
from ampersand.safety.rules.lines import Country, Kind
from ampersand.safety.rules.plans import KEYS, Words, as_text, differing, tidy

VERSIONS_A_PAGE = 10
PLAN_KINDS = (Kind.EMERGENCY, Kind.CRISIS)


@require_safe
@keeps
def plan(request: ViewerRequest) -> HttpResponse:
    """My plan, at once; where there is none yet, what it is for and how to begin."""
    viewer = request.viewer
    others = plans.of_others(viewer)
    try:
        mine = plans.own(viewer)
    except Unreadable:
        return render(request, "safety/plan_unreadable.html", {"others": others})
    if mine is None:
        return render(request, "safety/no_plan.html", {"others": others, "form": plans.blank()})
    around = plans.circle(viewer)
    context = {
        "plan": mine,
        "others": others,
        "circle": around,
        "comments": plans.comments(viewer, mine),
        "draft": plans.draft(viewer),
        "country": _country(viewer),
        "form": plans.blank(),
        "device_is_shared": shares_device(viewer),
    }
    response = render(request, "safety/plan.html", context)
    if context["device_is_shared"]:
        forget_copy(request, response)
    return response


@require_safe
def plan_paper(request: ViewerRequest) -> HttpResponse:
    """My plan on paper, and the copy that a device keeps: without the product's name, without anything around it."""
    mine = plans.own(request.viewer)
    if mine is None:
        return see_other("safety:plan")
    context = {"plan": mine, "country": _country(request.viewer), "form": plans.blank(), "printed_at": now()}
    return render(request, "safety/plan_paper.html", context)


@require_safe
def plan_text(request: ViewerRequest) -> HttpResponse:
    """My plan as a plain text file."""
    mine = plans.own(request.viewer)
    if mine is None:
        return see_other("safety:plan")
    country = _country(request.viewer)
    numbers = [line.in_short for line in country.lines if line.kind in PLAN_KINDS] if country else []
    text = as_text(plans.blank(), mine.words, numbers)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-plan.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def write_plan(request: ViewerRequest) -> HttpResponse:
    """Write it, or write it anew. What is typed is kept; what was saved before stays."""
    if request.method == "POST":
        return _save(request)
    viewer = request.viewer
    mine, draft = plans.own(viewer), plans.draft(viewer)
    version, words = (mine.version, mine.words) if mine else (0, {})
    country = chosen.country(viewer)
    if draft and draft.base == version:
        return _form(request, PlanForm(words=draft.words, country=country), base=version, draft=draft)
    return _form(
        request, PlanForm(words=words, country=country), base=version, draft=draft, other=draft.words if draft else None
    )


@require_POST
def draft_plan(request: ViewerRequest) -> JsonResponse:
    """Keep what is typed so far."""
    data = request.POST
    try:
        version = actions.save_draft(
            by=request.viewer, words=typed(data), base=number(data, "base"), version=number(data, "version"),
            writer=data.get("writer", "")[:32], now=now(),
        )  # fmt: skip
    except actions.ChangedElsewhere as elsewhere:
        return JsonResponse({"version": elsewhere.version}, status=409)
    except ValueError:
        return JsonResponse({"long": True}, status=422)
    return JsonResponse({"version": version})


@require_POST
def drop_plan_draft(request: ViewerRequest) -> HttpResponse:
    """Throw away what was typed and not saved."""
    actions.drop_draft(by=request.viewer)
    messages.success(request, _("What was not saved is gone. Your plan is as it was."))
    return see_other("safety:plan")


@require_http_methods(["GET", "HEAD", "POST"])
def plan_readers(request: ViewerRequest) -> HttpResponse:
    """Who else may read it: nobody, until I say so; and taken back at any time."""
    if not plans.own_version(request.viewer):
        return see_other("safety:plan")
    if request.method == "POST":
        actions.choose_readers(by=request.viewer, chosen=request.POST.getlist("reader"), now=now())
        messages.success(request, _("Saved."))
        return see_other("safety:plan")
    return render(request, "safety/plan_readers.html", {"circle": plans.circle(request.viewer)})


@require_POST
def review_plan(request: ViewerRequest) -> HttpResponse:
    """I looked through it, and it still holds."""
    actions.look_through(by=request.viewer, now=now())
    messages.success(request, _("Good. We will ask again in three months."))
    return see_other("safety:plan")


@require_safe
def plan_versions(request: ViewerRequest) -> HttpResponse:
    """What it said before."""
    page = Paginator(plans.versions(request.viewer), VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    shown = plans.opened(request.viewer, list(page.object_list))
    return render(request, "safety/plan_versions.html", {"page": page, "versions": shown})


@require_POST
def bring_back_plan(request: ViewerRequest, version_id: UUID) -> HttpResponse:
    """Let an earlier version stand again."""
    actions.bring_back(by=request.viewer, version_id=version_id, now=now())
    messages.success(request, _("It stands again. What stood before is among the earlier ones."))
    return see_other("safety:plan")


@require_http_methods(["GET", "HEAD", "POST"])
def delete_plan(request: ViewerRequest) -> HttpResponse:
    """Delete it for good; asked first."""
    if request.method == "POST":
        actions.delete(by=request.viewer)
        messages.success(request, _("Your plan is deleted."))
        return see_other("safety:plan")
    return render(request, "safety/delete_plan.html")


def _save(request: ViewerRequest) -> HttpResponse:
    form, base = PlanForm(request.POST), number(request.POST, "base")
    if not form.is_valid():
        return _form(request, form, base=base, status=422)
    words, country = form.cleaned_data["words"], form.cleaned_data["country"]
    writer = request.POST.get("writer", "")[:32]
    try:
        draft = number(request.POST, "version")
        actions.save(by=request.viewer, words=words, base=base, writer=writer, draft=draft, now=now())
    except actions.ChangedElsewhere as elsewhere:
        newest = plans.own(request.viewer)
        return _form(request, form, base=elsewhere.version, newest=newest.words if newest else None, status=409)
    preferences.remember_country(by=request.viewer, country=country)
    if not base:
        messages.success(request, _("Your plan is saved. Only you see it. You can choose who else may."))
        return see_other("safety:plan_readers")
    messages.success(request, _("Saved."))
    return see_other("safety:plan")


def _form(
    request: ViewerRequest,
    form: PlanForm,
    *,
    base: int,
    draft: plans.Draft | None = None,
    other: Words | None = None,
    newest: Words | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; beside a step that says something else elsewhere, what it says there."""
    typed_now = tidy({key: form[key].value() or "" for key in KEYS})
    beside = newest or other
    context: dict[str, Any] = {
        "form": form,
        "base": base,
        "version": draft.version if draft else number(request.POST, "version"),
        "writer": request.POST.get("writer") or secrets.token_hex(8),
        "draft": draft if other is None else None,
        "newest": newest is not None,
        "unsaved": draft if other is not None else None,
        "beside": [(key, beside[key]) for key in differing(typed_now, beside)] if beside else [],
        "circle": plans.circle(request.viewer),
    }
    return render(request, "safety/write_plan.html", context, status=status)


def _country(viewer: Viewer) -> Country | None:
    code = chosen.country(viewer)
    return lines.country(code) if lines.is_country(code) else None
