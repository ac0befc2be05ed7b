"""A family of four around a couple, in which work together goes on: `python -m tests.journeys.family ANA BEN DANA`.

Prints the case and a sign-in for each of the two who are new, as JSON.
"""

import json
import os
import sys
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
django.setup()

from ampersand.accounts.models import Person, StaffRole  # noqa: E402
from ampersand.safety.models import JointWork  # noqa: E402
from tests.cast import make_case  # noqa: E402
from tests.journeys.prepare import DEVICES, person, sign_in  # noqa: E402


def main(*ids: UUID) -> None:
    """Write it and tell it."""
    ana, ben, dana = (Person.objects.get(pk=one) for one in ids)
    young = [person(name, int(ids[0].int % 10_000)) for name in ("Chloé", "Wilma")]
    practice = StaffRole.objects.filter(person=dana).select_related("practice")[0].practice
    case = make_case(practice, "family", [ana, ben, *young], dana)
    JointWork(case=case, goes_on=True, goals_apart=False).insert()
    told = [
        {"id": str(one.pk), "name": one.name, "cookies": [sign_in(one, DEVICES[0], is_staff=False)]} for one in young
    ]
    print(json.dumps({"case": str(case.pk), "young": told}))  # noqa: T201


if __name__ == "__main__":
    main(*map(UUID, sys.argv[1:]))
