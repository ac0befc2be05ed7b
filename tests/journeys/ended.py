"""Work that ended five weeks ago, and a meeting offered to each: `python -m tests.journeys.ended CASE THERAPIST`."""

import os
import sys
from datetime import timedelta
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
django.setup()

from django.db import transaction  # noqa: E402

from ampersand.accounts.models import StaffRole  # noqa: E402
from ampersand.cases import queries as cases  # noqa: E402
from ampersand.cases.actions import standing  # noqa: E402
from ampersand.cases.models import Case  # noqa: E402
from ampersand.core import clock  # noqa: E402
from ampersand.pathway.actions import offers  # noqa: E402
from ampersand.privacy.viewer import Viewer  # noqa: E402


def main(case_id: UUID, therapist: UUID) -> None:
    """End it and offer, as the therapist would have."""
    practice = StaffRole.objects.get(person=therapist).practice_id
    by = Viewer(therapist, "Dana", practice_id=practice, staff_roles=frozenset({"therapist"}))
    with clock.past(clock.now() - timedelta(weeks=5)):
        standing.end_case(by=by, case=Case.objects.visible_to(by).get(pk=case_id))
    with transaction.atomic():
        offers.make(by=by, case=cases.one(by, case_id), occasion="booster-1")


if __name__ == "__main__":
    main(UUID(sys.argv[1]), UUID(sys.argv[2]))
