"""A meeting of a couple that ended two hours ago: `python -m tests.journeys.met CASE THERAPIST`."""

import os
import sys
from datetime import timedelta
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
django.setup()

from ampersand.accounts.models import StaffRole  # noqa: E402
from ampersand.core.clock import now  # noqa: E402
from ampersand.meetings.actions.setting import set_meeting  # noqa: E402
from ampersand.privacy.viewer import Viewer  # noqa: E402


def main(case_id: UUID, therapist: UUID) -> None:
    """Set it, as the therapist would have."""
    practice = StaffRole.objects.get(person=therapist).practice_id
    by = Viewer(therapist, "Dana", practice_id=practice, staff_roles=frozenset({"therapist"}))
    set_meeting(by=by, case_id=case_id, at=now() - timedelta(hours=3), minutes=60)


if __name__ == "__main__":
    main(UUID(sys.argv[1]), UUID(sys.argv[2]))
