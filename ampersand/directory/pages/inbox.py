"""Staff pages: a therapist's own enquiries."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases.actions import Refused
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.directory import content
from ampersand.directory.actions import answering
from ampersand.directory.forms.answers import AcceptForm, BeginForm, DeclineForm, OfferForm
from ampersand.directory.forms.consult import WordForm
from ampersand.directory.policy import may_have_page
from ampersand.directory.queries import inbox as queries
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def inbox(request: ViewerRequest) -> HttpResponse:
    """The letters to this therapist."""
    if not may_have_page(request.viewer):
        raise Hidden
    page = queries.lines(request.viewer, request.GET.get("page", "1"))
    return render(request, "directory/inbox.html", {"page": page, "tab": "inbox"})


@require_safe
def letter(request: ViewerRequest, letter_id: UUID) -> HttpResponse:
    """One letter, and what can be done with it; that it was opened is recorded."""
    one = queries.one(request.viewer, letter_id)
    answering.note_look(by=request.viewer, letter_id=letter_id, enquiry_id=one.enquiry_id)
    return _show(request, one)


@require_POST
def accept(request: ViewerRequest, letter_id: UUID) -> HttpResponse:
    """Say yes to a first meeting."""
    form = AcceptForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return _done(
        request, letter_id, lambda: answering.accept(by=request.viewer, letter_id=letter_id, text=text),
        _("You said yes. Propose some times next."),
    )  # fmt: skip


@require_POST
def offer(request: ViewerRequest, letter_id: UUID) -> HttpResponse:
    """Propose times."""
    one = queries.one(request.viewer, letter_id)
    form = OfferForm(request.POST, zone=request.viewer.time_zone)
    if not form.is_valid():
        return _show(request, one, offer_form=form, status=422)
    return _done(
        request, letter_id,
        lambda: answering.offer_times(
            by=request.viewer, letter_id=letter_id, offers=form.offers(), text=form.cleaned_data["text"]
        ),
        _("They see these times on their own clock."),
    )  # fmt: skip


@require_POST
def say(request: ViewerRequest, letter_id: UUID) -> HttpResponse:
    """Add a word."""
    one = queries.one(request.viewer, letter_id)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _show(request, one, word_form=form, status=422)
    try:
        word_id = UUID(request.POST.get("word", ""))
    except ValueError:
        word_id = new_id()
    text = form.cleaned_data["text"]
    return _done(
        request, letter_id,
        lambda: answering.add_word(by=request.viewer, letter_id=letter_id, word_id=word_id, text=text),
        _("Your word is on their page."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: ViewerRequest, letter_id: UUID) -> HttpResponse:
    """Say no kindly: choose ready words, make them one's own, send them."""
    one, reason = queries.one(request.viewer, letter_id), request.GET.get("reason", "")
    if not one.line.is_open and request.method != "POST":
        return see_other("directory:letter", letter_id)
    form = DeclineForm(request.POST if request.method == "POST" else None, reason=reason)
    if form.is_valid():
        said = form.cleaned_data
        return _done(
            request, letter_id,
            lambda: answering.decline(by=request.viewer, letter_id=letter_id, text=said["text"], turn=said["turn"]),
            _("Your words are on their page."),
        )  # fmt: skip
    facts = {"one": one, "form": form, "reason": reason, "ready": content.declines().values(), "tab": "inbox"}
    return render(request, "directory/decline.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ViewerRequest, letter_id: UUID) -> HttpResponse:
    """Close what is no real letter, after asking once."""
    one = queries.one(request.viewer, letter_id)
    if request.method != "POST":
        return render(request, "directory/close.html", {"one": one, "tab": "inbox"})
    return _done(
        request, letter_id, lambda: answering.close(by=request.viewer, letter_id=letter_id),
        _("Closed. What was written is destroyed."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: ViewerRequest, letter_id: UUID) -> HttpResponse:
    """Begin a case with those who asked: everyone is invited by a link of their own."""
    one = queries.one(request.viewer, letter_id)
    if one.case_id:
        return see_other("cases:people", one.case_id)
    sent = one.line.sent
    kind = request.GET.get("kind") or sent.kind
    kind = kind if kind in {"individual", "couple", "family"} else "individual"
    form = BeginForm(kind, request.POST if request.method == "POST" else None, name=sent.name, mail=sent.mail)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            case = answering.begin(
                by=request.viewer, letter_id=letter_id, kind=kind, invitees=form.invitees(),
                case_id=_id(request.POST.get("case", "")),
            )  # fmt: skip
        except answering.Over:
            messages.warning(request, _("This letter is over, so no case begins from it."))
            return see_other("directory:letter", letter_id)
        except Refused as problem:
            refused = str(problem)
        else:
            messages.success(request, _("The case is open, and everyone is invited."))
            return see_other("cases:people", case.pk)
    facts = {
        "one": one, "form": form, "kind": kind, "case_id": request.POST.get("case") or new_id(), "refused": refused,
        "tab": "inbox",
    }  # fmt: skip
    return render(request, "directory/begin.html", facts, status=422 if request.method == "POST" else 200)


def _show(
    request: ViewerRequest, one: queries.OneLetter, *, offer_form: OfferForm | None = None,
    word_form: WordForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    facts = {
        "one": one, "tab": "inbox", "accept_form": AcceptForm(), "word_id": new_id(),
        "offer_form": offer_form or OfferForm(zone=request.viewer.time_zone), "word_form": word_form or WordForm(),
        "failed": "offer" if offer_form else "word" if word_form else "",
    }  # fmt: skip
    return render(request, "directory/letter.html", facts, status=status)


def _done(request: ViewerRequest, letter_id: UUID, do: Callable[[], None], said: str) -> HttpResponse:
    try:
        do()
    except answering.Over:
        messages.warning(request, _("This letter is over: it was taken back or closed meanwhile."))
    else:
        messages.success(request, said)
    return see_other("directory:letter", letter_id)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return new_id()
