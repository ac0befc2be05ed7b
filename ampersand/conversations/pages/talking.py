"""A conversation: reading it, writing in it, going back through it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.conversations import content
from ampersand.conversations.actions import holding, opening, writing
from ampersand.conversations.actions.common import ChangedElsewhere, Refused
from ampersand.conversations.forms.saying import LONGEST, SayForm
from ampersand.conversations.pages import files, showing
from ampersand.conversations.queries import finding, messages, threads
from ampersand.conversations.queries import holding as holding_now
from ampersand.conversations.queries.files import begun as begun_files
from ampersand.conversations.queries.threads import OneThread
from ampersand.conversations.stretch import latest, listed
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other, sensitive, wants_part
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest


@require_safe
def of_case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The conversations of a case that one may open; where there is only one, it opens."""
    case = cases.one(request.viewer, case_id)
    found = opening.open_threads(by=request.viewer, case=case)
    if len(found) == 1 and case.me(request.viewer):
        return see_other("conversations:thread", found[0].id)
    rows = [
        {"thread": one, "title": one.title(request.viewer), "readers": one.readers, "person": one.person}
        for one in found
    ]
    facts = {"case": case, "tab": "messages", "rows": rows, "leads": case.leads(request.viewer)}
    return render(request, "conversations/of_case.html", facts)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: ViewerRequest, thread_id: UUID) -> HttpResponse:
    """One conversation, the latest at the end; what is sent goes to everyone who is named beside the button."""
    viewer = request.viewer
    one = threads.one(viewer, thread_id)
    if wants_part(request) and request.method != "POST":
        facts = latest(viewer, one)
        opening.look(by=viewer, thread=one)
        return render(request, "conversations/part/messages.html", facts)
    if request.method != "POST":
        return _shown(request, one, SayForm(initial={"form_id": new_id()}))
    if not one.closed:
        files.take(request, thread_id)
    go, waiting = request.POST.get("go", "send"), begun_files(viewer, one, showing.opener_of(viewer, one))
    form = SayForm(request.POST, with_files=any(file.whole for file in waiting))
    if go == "files":
        return _shown(request, one, SayForm(initial=_typed(request)))
    if go == "back":
        return _shown(request, one, SayForm(initial=_typed(request)))
    if not form.is_valid():
        return _shown(request, one, form)
    if go == "read":
        return render(request, "conversations/reread.html", _reread(viewer, one, form))
    try:
        _send(request, one, form.cleaned_data, waits=go == "hour")
    except Refused as refused:
        form.add_error(None, str(refused))
        return _shown(request, one, form)
    return see_other(_end(thread_id))


@require_POST
def draft(request: ViewerRequest, thread_id: UUID) -> JsonResponse:
    """Keep what was typed so far."""
    version = request.POST.get("version", "")
    text = request.POST.get("text", "")[:LONGEST]
    try:
        number = int(version) if version.isdecimal() and len(version) < 9 else 0
        kept = writing.save_draft(by=request.viewer, thread_id=thread_id, text=text, version=number)
    except ChangedElsewhere as elsewhere:
        return JsonResponse({"version": elsewhere.version}, status=409)
    return JsonResponse({"version": kept, "help": content.sounds(text, request.viewer.language)})


@require_POST
def drop_draft(request: ViewerRequest, thread_id: UUID) -> HttpResponse:
    """Forget what was begun and not sent."""
    writing.drop_draft(by=request.viewer, thread_id=thread_id)
    return see_other("conversations:thread", thread_id)


@require_POST
def take_back(request: ViewerRequest, held_id: UUID) -> HttpResponse:
    """Do not send what waits: it is what one has begun again."""
    return see_other(_end(holding.take_back(by=request.viewer, held_id=held_id)))


@require_POST
def send_now(request: ViewerRequest, held_id: UUID) -> HttpResponse:
    """Send what waits without waiting longer."""
    try:
        return see_other(_end(holding.send_now(by=request.viewer, held_id=held_id)))
    except Refused as refused:
        notes.warning(request, str(refused))
        return see_other(_end(holding.take_back(by=request.viewer, held_id=held_id)))


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: ViewerRequest, thread_id: UUID) -> HttpResponse:
    """Look for words in one conversation; they are in no address, and nothing of the search is kept."""
    viewer = request.viewer
    one = threads.one(viewer, thread_id)
    facts = showing.about(viewer, one) | {"text": request.POST.get("text", "").strip()[:100]}
    if facts["text"]:
        before = _uuid(request.POST.get("before", ""))
        facts["looked"] = finding.look(viewer, one, showing.opener_of(viewer, one), facts["text"], before)
        opening.look_through(by=viewer, thread=one)
    return render(request, "conversations/search.html", facts)


@sensitive
@require_safe
def copy(request: ViewerRequest, thread_id: UUID) -> HttpResponse:
    """One's own copy of a conversation, from its beginning, to be printed."""
    viewer = request.viewer
    one = threads.one(viewer, thread_id)
    if one.person_id != viewer.person_id and not one.case.me(viewer):
        raise Hidden
    stretch = messages.copied(viewer, one, showing.opener_of(viewer, one), _cursor(request, "after"))
    return render(
        request,
        "conversations/copy.html",
        showing.about(viewer, one) | listed(viewer, one, stretch),
    )


@sensitive
@require_safe
def message(request: ViewerRequest, message_id: UUID) -> HttpResponse:
    """One message in every version: nothing is changed behind anybody's back."""
    found = messages.one(request.viewer, message_id)
    one = threads.one(request.viewer, found.thread_id)
    facts = showing.about(request.viewer, one) | {"versions": messages.versions(request.viewer, found), "sent": found}
    return render(request, "conversations/message.html", facts)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ViewerRequest, message_id: UUID) -> HttpResponse:
    """Give one's own message other words, within minutes."""
    viewer = request.viewer
    found = messages.one(viewer, message_id)
    if found.by_id != viewer.person_id:
        raise Hidden
    one = threads.one(viewer, found.thread_id)
    standing = next(said for said in messages.versions(viewer, found) if said.stands)
    form = SayForm(request.POST or None, initial={"form_id": found.pk, "text": standing.text})
    version = request.POST.get("version", str(found.version))
    if request.method == "POST" and form.is_valid():
        try:
            number = int(version) if version.isdecimal() and len(version) < 9 else 0
            writing.change(by=viewer, message_id=message_id, version=number, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, str(refused))
        except ChangedElsewhere as elsewhere:
            form.add_error(None, _("You changed this on another page meanwhile. Look at both, then keep the one here."))
            version = str(elsewhere.version)
        else:
            notes.success(request, _("Changed."))
            return see_other(_end(one.id))
    facts = showing.about(viewer, one) | {"form": form, "sent": found, "version": version, "standing": standing}
    return render(request, "conversations/change.html", facts, status=422 if request.method == "POST" else 200)


def _send(request: ViewerRequest, one: OneThread, said: dict[str, Any], *, waits: bool) -> None:
    if waits:
        holding.hold(by=request.viewer, thread_id=one.id, message_id=said["form_id"], text=said["text"])
        notes.success(request, _("It waits for an hour. Until then you can take it back."))
        return
    writing.send(by=request.viewer, thread_id=one.id, message_id=said["form_id"], text=said["text"])


def _reread(viewer: Viewer, one: OneThread, form: SayForm) -> dict[str, Any]:
    if not one.is_joint or not one.case.me(viewer):
        raise Hidden
    text = form.cleaned_data["text"]
    others = [person for person in one.will_read(viewer) if person.role == "member"]
    return showing.about(viewer, one) | {
        "form": form,
        "text": text,
        "others": others,
        "help": showing.helps(viewer, one, text),
    }


def _typed(request: ViewerRequest) -> dict[str, Any]:
    return {"form_id": new_id(), "text": request.POST.get("text", "")[:LONGEST]}


def _shown(request: ViewerRequest, one: OneThread, form: SayForm) -> HttpResponse:
    viewer = request.viewer
    opener = showing.opener_of(viewer, one)
    cursor = {name: _cursor(request, name) for name in ("before", "after", "from")}
    if cursor["before"]:
        stretch = messages.before(viewer, one, opener, cursor["before"])
    elif cursor["after"]:
        stretch = messages.after(viewer, one, opener, cursor["after"])
    elif cursor["from"]:
        stretch = messages.since(viewer, one, opener, cursor["from"])
    else:
        stretch = messages.latest(viewer, one, opener)
    to_the_end = stretch.later is None
    facts: dict[str, Any] = showing.about(viewer, one) | listed(viewer, one, stretch) | {"to_the_end": to_the_end}
    if to_the_end and not one.closed:
        begun = messages.begun(viewer, one, opener)
        if not form.is_bound:
            form.initial.setdefault("text", begun.text)
        facts |= {"form": form, "begun": begun, "version": request.POST.get("version", begun.version)}
        facts["uploads"] = begun_files(viewer, one, opener)
        facts |= {"held": holding_now.of(viewer, one, opener) if one.is_joint and one.case.me(viewer) else ()}
        facts |= {"help": showing.helps(viewer, one, str(form["text"].value() or ""), stretch)}
    if to_the_end:
        opening.look(by=viewer, thread=one)
    return render(request, "conversations/thread.html", facts, status=422 if form.errors else 200)


def _cursor(request: ViewerRequest, name: str) -> UUID | None:
    return _uuid(request.GET.get(name, ""))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Hidden from None


def _end(thread_id: UUID) -> str:
    return see_other("conversations:thread", thread_id).url + "#end"
