"""The goals to start from that a practice offers: read them, change them, write one's own, set one aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.goals import content, wording
from ampersand.goals.actions import library as verbs
from ampersand.goals.forms.library import INSTEAD, TemplateForm
from ampersand.goals.queries import library as reads
from ampersand.goals.queries.library import Entry
from ampersand.goals.rules.templates import Template
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def library(request: ViewerRequest) -> HttpResponse:
    """Every goal to start from, by what it is about."""
    found: dict[str, list[Entry]] = {domain: [] for domain in wording.DOMAINS}
    for entry in reads.entries(request.viewer):
        found[entry.template.domain].append(entry)
    facts = {
        "domains": [(domain, wording.DOMAINS[domain], some) for domain, some in found.items() if some],
        "may_write": reads.may_write(request.viewer),
        "set_aside": reads.set_aside(request.viewer),
    }
    return render(request, "goals/library.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: ViewerRequest) -> HttpResponse:
    """Write one of the practice's own, from nothing or from one of ours."""
    if not reads.may_write(request.viewer):
        raise Hidden
    ours = content.templates().get(request.GET.get("of", ""))
    form = TemplateForm(
        request.POST or None, of=ours, choose_place=ours is not None, initial={"form_id": new_id()}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        instead = ours is not None and form.cleaned_data.get("place") == INSTEAD
        slug = ours.id if ours and instead else form.cleaned_data["form_id"].hex
        return _written(request, slug, form)
    facts = {"form": form, "ours": ours}
    return render(request, "goals/template.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: ViewerRequest, template_id: UUID) -> HttpResponse:
    """Change one of the practice's own; earlier versions stay and can be used again."""
    row = reads.row(request.viewer, template_id, "write")
    form = TemplateForm(request.POST or None, of=content.template(row), initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid():
        return _written(request, row.slug, form)
    facts = {"form": form, "row": row, "versions": reads.versions(request.viewer, row.slug), "ours": _ours(row.slug)}
    return render(request, "goals/template.html", facts, status=422 if form.is_bound else 200)


@require_POST
def bring_back(request: ViewerRequest, template_id: UUID) -> HttpResponse:
    """Offer an earlier version again."""
    verbs.bring_back(by=request.viewer, template_id=template_id)
    messages.success(request, _("It is offered again. What stood there before is kept, too."))
    return see_other("goals:library")


@require_POST
def set_aside(request: ViewerRequest, template_id: UUID) -> HttpResponse:
    """Offer it no more."""
    verbs.set_aside(by=request.viewer, template_id=template_id)
    messages.success(request, _("It is set aside, and can be taken back below. Goals that began from it stay."))
    return see_other("goals:library")


def _written(request: ViewerRequest, slug: str, form: TemplateForm) -> HttpResponse:
    data = form.cleaned_data
    verbs.write(by=request.viewer, slug=slug, wanted=form.wanted(), template_id=data["form_id"])
    messages.success(request, _("Kept. It is offered from now on; goals that began from it stay as they are."))
    return see_other("goals:library")


def _ours(slug: str) -> Template | None:
    return content.templates().get(slug)
