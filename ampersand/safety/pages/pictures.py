"""Setting a member's pictures aside in a hard time, and bringing them back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import pictures as verbs


@require_POST
def rest_pictures(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """One or the other, by the button that was pressed; then the lines of the case again."""
    if request.POST.get("back") == "yes":
        verbs.bring_back(by=request.viewer, case_id=case_id, person_id=person_id)
        messages.success(request, _("The pictures are there again."))
    else:
        verbs.set_aside(by=request.viewer, case_id=case_id, person_id=person_id)
        messages.success(request, _("Set aside, for this person alone. The words stay, and nothing is lost."))
    return see_other("measures:of_case", case_id)
