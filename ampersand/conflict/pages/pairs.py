"""What two look at together: offers, one's own side, both sides once they are open."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.conflict.actions import looks, pairing
from ampersand.conflict.actions import showing as weeks
from ampersand.conflict.actions.common import Refused
from ampersand.conflict.forms.pairs import OfferForm, SideForm
from ampersand.conflict.pages import comparing, showing
from ampersand.conflict.queries import entries, loops, own, pairs
from ampersand.conflict.queries import together as joint
from ampersand.conflict.queries.shown import our_weeks
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other, sensitive
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest

RECENT = 20


@sensitive
@require_safe
def together(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What was offered, what waits, what lies open, and the loop; nothing of it while work together rests."""
    viewer = request.viewer
    case = _shared_case(viewer, case_id)
    closed = joint.closed_words(viewer, case)
    found = [] if closed else pairs.of_case(viewer, case_id)
    loop = loops.latest(viewer, case_id) if not closed else loops.NONE_YET
    me = viewer.person_id
    facts = {
        "case": case,
        "closed": closed,
        "loop": loop,
        "figure": loops.figure(case, loop.parts),
        "offered": [comparing.listed(case, viewer, one) for one in found if one.waits_for(me)],
        "mine": [comparing.listed(case, viewer, one) for one in found if _is_under_way(one, viewer)],
        "open": [comparing.listed(case, viewer, one) for one in found if one.opened_at],
        "aside": [comparing.listed(case, viewer, one) for one in found if _is_aside(one, viewer)],
        "caught": own.weeks(viewer, case)["caught"] if loop.number else "",
        "ours": our_weeks(viewer, case) if case.kind == "couple" and not closed else None,
        "week_readers": (*case.readers(Kind.ROW_WEEK, Audience.ALL_OF_US, action=Action.SEE_RESULT), *case.therapists),
    }
    return render(request, "conflict/together.html", facts)


@require_POST
def show_weeks(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Show one's weeks for the mean of both, from now on, or stop."""
    own.place(request.viewer, case_id)
    try:
        if request.POST.get("show") == "yes":
            weeks.show_weeks(by=request.viewer, case_id=case_id)
            messages.success(request, _("Shown from this week on. You can stop at any time."))
        else:
            weeks.stop_showing_weeks(by=request.viewer, case_id=case_id)
            messages.success(request, _("Stopped. Nothing of your weeks is shown any more."))
    except Refused as refused:
        messages.info(request, str(refused))
    return see_other("conflict:together", case_id)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Offer to look at a row together."""
    viewer = request.viewer
    case = _shared_case(viewer, case_id)
    closed = joint.closed_words(viewer, case)
    if closed:
        messages.info(request, closed)
        return see_other("conflict:together", case_id)
    entry = request.POST.get("entry") or request.GET.get("entry", "")
    form = OfferForm(
        case.others(viewer), today(viewer.time_zone), request.POST or None, initial={"form_id": new_id()}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = pairing.offer(
                by=viewer, case_id=case_id, pair_id=said["form_id"], to_id=UUID(said["to"]), about=said["about"],
                day=said["day"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Offered. Now seal your own side, when you like."))
            return see_other(_address(made.pk, entry))
    facts = {"case": case, "form": form, "entry": entry}
    return render(request, "conflict/offer.html", facts, status=422 if request.method == "POST" else 200)


@sensitive
@require_safe
def pair(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """One row of two: one's own side until it opens, then both beside each other."""
    return _pair(request, pair_id, None)


@require_POST
def seal(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """Seal one's own side."""
    viewer = request.viewer
    row = pairs.row(viewer, pair_id)
    form = SideForm(_written(viewer, row.case_id), request.POST)
    if form.is_valid():
        try:
            pairing.seal(
                by=viewer, pair_id=pair_id, entry_id=UUID(form.cleaned_data["entry"]), lines=form.cleaned_data["lines"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Sealed. Nobody reads it until both of you share."))
            return see_other("conflict:pair", pair_id)
    return _pair(request, pair_id, form)


@require_POST
def share(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """Let one's side open when the other shares, too."""
    may = request.POST.get("therapist") == "yes"

    def deed() -> str:
        opened = pairing.share(by=request.viewer, pair_id=pair_id, therapist_may=may)
        if opened:
            return _("Both of you have shared. Take your time with it.")
        return _("You have shared. It opens when both of you have sealed and shared.")

    return _done(request, pair_id, deed)


@require_POST
def take_side_back(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """Take one's own side back before it opens."""

    def deed() -> str:
        pairing.take_side_back(by=request.viewer, pair_id=pair_id)
        return _("Taken back. Nothing shows that it was there.")

    return _done(request, pair_id, deed)


@require_POST
def allow(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """Say whether the therapist may read it."""

    def deed() -> str:
        pairing.allow(by=request.viewer, pair_id=pair_id, therapist_may=request.POST.get("therapist") == "yes")
        return _("Chosen. It counts when both of you have chosen the same.")

    return _done(request, pair_id, deed)


@require_POST
def set_aside(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """Leave an offer alone."""
    case_id = pairs.row(request.viewer, pair_id).case_id
    pairing.set_aside(by=request.viewer, pair_id=pair_id)
    messages.info(request, _("Set aside. Nobody is told, and you can come back to it."))
    return see_other("conflict:together", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """Take an offer back, or put an open pair away for both, after asking once."""
    viewer = request.viewer
    one = pairs.one(viewer, pair_id)
    if viewer.person_id not in one.two or not (one.opened_at or one.by_id == viewer.person_id):
        raise Hidden
    if request.method == "POST":
        pairing.close(by=viewer, pair_id=pair_id)
        messages.success(request, _("Put away, for both of you.") if one.opened_at else _("Taken back."))
        return see_other("conflict:together", one.case_id)
    facts = comparing.listed(cases.one(viewer, one.case_id), viewer, one)
    return render(request, "conflict/close.html", facts)


def _pair(request: ViewerRequest, pair_id: UUID, form: SideForm | None) -> HttpResponse:
    viewer = request.viewer
    one = pairs.one(viewer, pair_id)
    case = cases.one(viewer, one.case_id)
    treats = viewer.person_id not in one.two
    if treats:
        looks.opened(by=viewer, case_id=case.id)
    closed = "" if treats else joint.closed_words(viewer, case)
    facts = comparing.listed(case, viewer, one) | {"case": case, "closed": closed, "treats": treats}
    if closed:
        return render(request, "conflict/pair.html", facts)
    if one.opened_at:
        return render(request, "conflict/compare.html", facts | comparing.beside(case, one))
    mine = one.side_of(viewer.person_id)
    if mine and mine.is_sealed:
        facts["lines"] = showing.lines(mine.said)
    else:
        facts["form"] = form or SideForm(_written(viewer, case.id), wanted=request.GET.get("entry", ""))
        facts["has_written"] = bool(facts["form"].fields["entry"].choices)
    return render(request, "conflict/pair.html", facts, status=422 if form else 200)


def _written(viewer: Viewer, case_id: UUID) -> list[tuple[str, str]]:
    """The viewer's own latest entries, to choose from."""
    latest = entries.of(viewer, case_id, own.me(viewer))[:RECENT].values_list("pk", flat=True)
    return [
        (str(one.id), f"{showing.day(one.happened_on)}: {showing.teaser(one.account)}")
        for one in entries.told(viewer, case_id, list(latest))
    ]


def _done(request: ViewerRequest, pair_id: UUID, deed: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, deed())
    except Refused as refused:
        messages.warning(request, str(refused))
    return see_other("conflict:pair", pair_id)


def _shared_case(viewer: Viewer, case_id: UUID) -> Any:
    case = cases.one(viewer, case_id)
    if case.me(viewer) is None or not case.is_shared:
        raise Hidden
    return case


def _address(pair_id: UUID, entry: str) -> str:
    to = see_other("conflict:pair", pair_id).url
    try:
        return f"{to}?entry={UUID(entry)}"
    except ValueError:
        return to


def _is_under_way(one: pairs.OnePair, viewer: Viewer) -> bool:
    mine = one.side_of(viewer.person_id)
    return not one.opened_at and (one.by_id == viewer.person_id or bool(mine and mine.is_sealed))


def _is_aside(one: pairs.OnePair, viewer: Viewer) -> bool:
    mine = one.side_of(viewer.person_id)
    return not one.opened_at and one.to_id == viewer.person_id and bool(mine and not mine.is_sealed)
