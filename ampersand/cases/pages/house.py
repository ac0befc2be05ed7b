"""What a practice settles for all its cases."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ampersand.cases import content
from ampersand.cases.actions import house as verbs
from ampersand.cases.forms.house import HouseForm
from ampersand.cases.queries import house as reads
from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def house(request: ViewerRequest) -> HttpResponse:
    """The practice: its name, its agreement, young people, when somebody is there; for its administrator."""
    found = reads.for_form(request.viewer)
    form = HouseForm(request.POST if request.method == "POST" else None, initial=found)
    if form.is_valid():
        try:
            verbs.settle(by=request.viewer, told=form.settled(), version=form.cleaned_data["version"])
        except verbs.ChangedElsewhere:
            form.add_error(
                None, _("Another page has changed it meanwhile. Open this page again, and look what is new.")
            )
        else:
            messages.success(request, _("Kept. It counts for what is put before people from now on."))
            return see_other("cases:house")
    ages = content.ages()
    chosen = form["country"].value()
    facts = {"form": form, "ages": ages.values(), "country": ages.get(str(chosen))}
    return render(request, "cases/house.html", facts, status=422 if form.is_bound else 200)
