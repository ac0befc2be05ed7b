"""The templates for notes that a practice offers: read them, change them, write one's own, set one aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.notes import content
from ampersand.notes.actions import library as verbs
from ampersand.notes.forms.writing import TemplateForm
from ampersand.notes.queries import library as reads
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def templates(request: ViewerRequest) -> HttpResponse:
    """Every template for notes."""
    facts = {
        "entries": reads.entries(request.viewer), "may_write": reads.may_write(request.viewer),
        "set_aside": reads.set_aside(request.viewer),
    }  # fmt: skip
    return render(request, "notes/templates.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: ViewerRequest) -> HttpResponse:
    """Write one of the practice's own, from nothing or in the place of one of ours."""
    if not reads.may_write(request.viewer):
        raise Hidden
    ours = content.templates().get(request.GET.get("of", ""))
    form = TemplateForm(request.POST or None, of=ours, initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid():
        return _written(request, ours.slug if ours else form.cleaned_data["form_id"].hex, form)
    return render(request, "notes/template.html", {"form": form, "ours": ours}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: ViewerRequest, template_id: UUID) -> HttpResponse:
    """Change one of the practice's own; notes that were written in it stay as they are."""
    row = reads.row(request.viewer, template_id, "write")
    form = TemplateForm(request.POST or None, of=content.template(row), initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid():
        return _written(request, row.slug, form)
    facts = {"form": form, "row": row, "ours": content.templates().get(row.slug)}
    return render(request, "notes/template.html", facts, status=422 if form.is_bound else 200)


@require_POST
def set_template_aside(request: ViewerRequest, template_id: UUID) -> HttpResponse:
    """Offer it no more."""
    verbs.set_aside(by=request.viewer, template_id=template_id)
    messages.success(request, _("It is set aside, and can be taken back below. Notes written in it stay."))
    return see_other("notes:templates")


@require_POST
def bring_template_back(request: ViewerRequest, template_id: UUID) -> HttpResponse:
    """Offer it again."""
    verbs.bring_back(by=request.viewer, template_id=template_id, again_id=new_id())
    messages.success(request, _("It is offered again."))
    return see_other("notes:templates")


def _written(request: ViewerRequest, slug: str, form: TemplateForm) -> HttpResponse:
    verbs.write(by=request.viewer, slug=slug, wording=form.wanted(), template_id=form.cleaned_data["form_id"])
    messages.success(request, _("Kept. It is offered from now on; notes that were begun before stay as they are."))
    return see_other("notes:templates")
