"""Pages of cases: begin one, who takes part, invitations, joining, leaving, ending, who sees what."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.accounts.actions import sign_in_person
from ampersand.cases import actions, queries
from ampersand.cases.actions import standing
from ampersand.cases.forms.people import KIND_WORDS, InviteeForm, JoinForm, NewCaseForm
from ampersand.cases.models import Case
from ampersand.cases.policy import may_open_cases
from ampersand.cases.queries import earlier, minors
from ampersand.cases.queries.agreement import young
from ampersand.cases.queries.house import offices
from ampersand.cases.queries.invitations import welcome_to
from ampersand.cases.rules.plain_words import PREVENTIONS, rows_for
from ampersand.cases.rules.states import may_take_back
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.core.pages import fine_in_room, see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ViewerRequest) -> HttpResponse:
    """Begin a case: choose for whom, then invite everyone with the same questions."""
    if not may_open_cases(request.viewer):
        raise Hidden
    kind = request.GET.get("kind", "")
    if kind not in Case.Kind.values:
        kinds = [{"value": value, "title": title, "text": text} for value, (title, text) in KIND_WORDS.items()]
        return render(request, "cases/new.html", {"kinds": kinds})
    form = NewCaseForm(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case_id = UUID(request.POST.get("case", ""))
        except ValueError:
            case_id = new_id()
        try:
            case = actions.open_case(by=request.viewer, kind=kind, invitees=form.invitees(), case_id=case_id)
        except actions.Refused as refused:
            form.people[0].add_error("email", str(refused))
        else:
            messages.success(request, _("The case is open, and everyone is invited."))
            return see_other("cases:people", case.pk)
    title, _text = KIND_WORDS[Case.Kind(kind)]
    facts = {"form": form, "kind": kind, "title": title, "case_id": request.POST.get("case") or new_id()}
    return render(request, "cases/new_people.html", facts, status=422 if request.method == "POST" else 200)


@require_safe
def people(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Who takes part; the therapist also sees invitations and can send, repeat and withdraw them."""
    return _people(request, case_id)


@require_POST
def invite(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Send one invitation."""
    case = queries.row(request.viewer, case_id, "write")
    form = InviteeForm(request.POST, kind=case.kind)
    if form.is_valid():
        try:
            actions.invite(by=request.viewer, case=case, invitee=form.invitee())
        except actions.Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("%(name)s is invited.") % {"name": form.cleaned_data["name"]})
            return see_other("cases:people", case_id)
    return _people(request, case_id, form)


@require_POST
def withdraw_invitation(request: ViewerRequest, invitation_id: UUID) -> HttpResponse:
    """Close an invitation before it is used."""
    invitation = queries.invitation(request.viewer, invitation_id)
    actions.withdraw_invitation(by=request.viewer, invitation=invitation)
    messages.success(request, _("The link opens nothing any more."))
    return see_other("cases:people", invitation.case_id)


@require_POST
def invite_again(request: ViewerRequest, invitation_id: UUID) -> HttpResponse:
    """Send a new link in place of one that was not used."""
    invitation = queries.invitation(request.viewer, invitation_id)
    try:
        actions.invite_again(by=request.viewer, invitation=invitation)
    except actions.Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("A new link is on its way. The old one opens nothing any more."))
    return see_other("cases:people", invitation.case_id)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: ViewerRequest, token: str) -> HttpResponse:
    """Take an invitation. Looking changes nothing, so a mail scanner that opens the link does no harm."""
    found = queries.welcome(request.viewer, token)
    if found is None:
        return render(request, "cases/join_closed.html", status=404)
    if found.is_member:
        return see_other("overview:my_space")
    if request.viewer.is_nobody and found.has_account:
        sign_in = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
        return render(request, "cases/join_sign_in.html", {"found": found, "sign_in": sign_in})
    form = None
    if request.viewer.is_nobody:
        form = JoinForm(
            request.POST if request.method == "POST" else None,
            initial={"name": found.invitation.name, "time_zone": found.time_zone},
        )
    if request.method == "POST" and (form is None or form.is_valid()):
        return _joined(request, token, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/join.html", {"found": found, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def join_mine(request: ViewerRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation to one's own address, from one's own page; no link is needed."""
    found = welcome_to(request.viewer, invitation_id)
    if found is None:
        raise Hidden
    if found.is_member:
        return see_other("overview:my_space")
    if request.method == "POST":
        try:
            actions.accept_mine(by=request.viewer, invitation_id=invitation_id)
        except actions.LinkClosed:
            raise Hidden from None
        messages.success(request, _("Welcome. This is your side."))
        return see_other("intake:begin")
    return render(request, "cases/join.html", {"found": found, "form": None})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """The therapist notes that a member leaves the case."""
    case = queries.one(request.viewer, case_id, "write")
    person = next((one for one in (*case.members, *case.children) if one.person_id == person_id), None)
    if person is None:
        raise Hidden
    if request.method == "POST":
        row = queries.row(request.viewer, case_id, "write")
        actions.leave(by=request.viewer, case=row, person_id=person_id)
        messages.success(request, _("%(name)s has left this case.") % {"name": person.name})
        return see_other("cases:people" if case.kind == "family" else "cases:standing", case_id)
    return render(request, "cases/leave.html", {"case": case, "person": person})


@require_POST
def ask_supervisor(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Let a supervisor look into the case."""
    case = queries.row(request.viewer, case_id, "write")
    try:
        actions.ask_supervisor(by=request.viewer, case=case, person_id=UUID(request.POST.get("person", "")))
    except actions.Refused as refused:
        messages.warning(request, str(refused))
    except ValueError:
        raise Hidden from None
    return see_other("cases:people", case_id)


@require_POST
def end_supervision(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """A supervisor looks into the case no longer."""
    case = queries.row(request.viewer, case_id, "write")
    actions.end_supervision(by=request.viewer, case=case, person_id=person_id)
    return see_other("cases:people", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The therapist ends the work."""
    case = queries.one(request.viewer, case_id, "write")
    if request.method == "POST":
        actions.end_case(by=request.viewer, case=queries.row(request.viewer, case_id, "write"))
        messages.success(request, _("The work has ended. What was written stays as it is."))
        return see_other("cases:standing", case_id)
    return render(request, "cases/end.html", {"case": case})


@fine_in_room
@require_POST
def take_back(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Take an ending back that was pressed by mistake, within its time."""
    case = queries.row(request.viewer, case_id, "write")
    try:
        standing.take_back(by=request.viewer, case=case)
    except actions.Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Taken back. Everything is as it was before."))
    return see_other("cases:people", case_id)


@require_safe
def who_sees(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Who sees what in this case: the table that answers every page, in plain words."""
    case = queries.one(request.viewer, case_id)
    columns = queries.columns_of(case, request.viewer)
    facts = {"case": case, "columns": columns, "rows": rows_for(columns), "preventions": PREVENTIONS}
    facts["treats"] = case.treats(request.viewer)
    facts["young"] = young(request.viewer, case, case.me(request.viewer))
    facts["names"] = get_text_list([one.name for one in case.therapists], _("and"))
    return render(request, "cases/who_sees.html", facts)


def _people(request: ViewerRequest, case_id: UUID, form: InviteeForm | None = None) -> HttpResponse:
    case = queries.one(request.viewer, case_id)
    leads = any(person.person_id == request.viewer.person_id for person in case.therapists)
    facts: dict[str, object] = {"case": case, "leads": leads, "treats": case.treats(request.viewer)}
    if request.viewer.person_id in {person.person_id for person in case.supervisors}:
        actions.note_look(by=request.viewer, case_id=case_id)
    facts["soon"] = minors.soon_of_age(request.viewer, case)
    facts["mine"] = minors.in_care_of(request.viewer, case)
    facts["asked_about"] = earlier.asked_about(request.viewer, case)
    facts["later"] = earlier.later(case) if leads else frozenset()
    facts["office"] = next(iter(offices(request.viewer, [case.practice_id]).values()), None)
    facts["may_take_back"] = leads and may_take_back(case.standing, now())
    if leads:
        invited = queries.invitations(request.viewer, case_id)
        taken = len(case.members) + len(case.children) + sum(one.state == "open" for one in invited)
        places = actions.MOST_MEMBERS[Case.Kind(case.kind)] - taken
        facts |= {"invitations": invited, "places": places, "form": form or InviteeForm(kind=case.kind)}
        facts["supervisors"] = [] if case.ended else queries.supervisors_to_ask(request.viewer, case)
    return render(request, "cases/people.html", facts, status=422 if form else 200)


def _joined(request: ViewerRequest, token: str, form: JoinForm | None) -> HttpResponse:
    told = form.cleaned_data if form else {}
    try:
        person = actions.accept(by=request.viewer, token=token, **told)
    except actions.LinkClosed:
        return render(request, "cases/join_closed.html", status=404)
    messages.success(request, _("Welcome. This is your side."))
    if request.viewer.is_nobody:
        return sign_in_person(request, person, to=reverse("intake:begin"))
    return see_other("intake:begin")
