"""What a house holds, for a journey that pulled the plug: `python -m tests.journeys.stored` prints JSON.

For each assignment: its state, how many answers stand for it, whether they can be read and say what was typed, how many
events tell of them, and whether a draft is left; and what the audit chains say.
"""

import json
import os
from collections import Counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
django.setup()

from ampersand.measures.models import Administration, Assignment, Draft, Standing  # noqa: E402
from ampersand.measures.queries import sealed  # noqa: E402
from ampersand.privacy import audit  # noqa: E402
from ampersand.privacy.models import AuditEvent  # noqa: E402
from ampersand.privacy.scope import system_scope  # noqa: E402


def main() -> None:
    """Look and tell."""
    events = Counter(AuditEvent.objects.filter(verb="measures.answer").values_list("subject_id", flat=True))
    with system_scope("a test looks at what a fallen server left"):
        drafts = set(Draft.objects.values_list("assignment_id", flat=True))
        latest = {
            (one.person_id, one.case_id, one.instrument): one.last_at for one in Standing.objects.all().iterator()
        }
        given: dict[Any, list[dict[str, Any]]] = {}
        for one in Administration.objects.filter(assignment__isnull=False).iterator():
            codes = sealed.open_answers(one.case_id, one.person_id, one.id, one.answers)
            newest = latest.get((one.person_id, one.case_id, one.instrument))
            told = {"codes": codes, "events": events.pop(one.id, 0), "stands": bool(newest and newest >= one.taken_at)}
            given.setdefault(one.assignment_id, []).append(told)
        found = {
            str(pk): {"state": state, "given": given.get(pk, []), "draft": pk in drafts}
            for pk, state in Assignment.objects.values_list("pk", "state")
        }
    faults = [f"{fault.chain} {fault.number}: {fault.what}" for fault in audit.verify()]
    print(json.dumps({"assignments": found, "lonely_events": sum(events.values()), "faults": faults}))  # noqa: T201


if __name__ == "__main__":
    main()
