"""Fill the database that AMPERSAND_DATA_DIR names, the real way: `python -m tests.journeys.prepare NUMBER`.

NUMBER couples, each an Ana and a Ben with a Dana of their own, so that no journey disturbs another. Each partner has
four weeks of CSI-4 and PHQ-9 behind them, in which Ana got better and Ben, who missed one, got worse; one of each is
open since yesterday. Prints who there is as JSON, with two sign-ins for each. With 0 it makes an empty house ready.
"""

import json
import os
import sys
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from ampersand.accounts.models import Person, Practice, StaffRole  # noqa: E402
from ampersand.accounts.sessions import SessionStore  # noqa: E402
from ampersand.cases.models import Case, Invitation  # noqa: E402
from ampersand.core import clock  # noqa: E402
from ampersand.core.ids import new_id  # noqa: E402
from ampersand.directory.tests.stories import listed as show  # noqa: E402
from ampersand.measures import content  # noqa: E402
from ampersand.measures.actions import answering, planning  # noqa: E402
from ampersand.measures.models import Assignment  # noqa: E402
from ampersand.meetings.actions.setting import set_meeting  # noqa: E402
from ampersand.operations import readiness  # noqa: E402
from ampersand.privacy.scope import system_scope  # noqa: E402
from ampersand.privacy.viewer import Viewer  # noqa: E402
from ampersand.safety.actions import checks, joint  # noqa: E402
from ampersand.safety.queries import checks as own  # noqa: E402
from ampersand.safety.queries.check_form import form  # noqa: E402
from ampersand.safety.rules.joint import Choice  # noqa: E402
from tests.cast import Cast, make_case, make_cast  # noqa: E402

COURSES: dict[tuple[str, str], tuple[int | None, ...]] = {
    ("Ana", "csi-4"): (5, 8, 13, 17),
    ("Ben", "csi-4"): (16, None, 9, 6),
    ("Ana", "phq-9"): (15, 12, 8, 6),
    ("Ben", "phq-9"): (4, 6, 9, 13),
}
DEVICES = ("Chrome on Android", "Firefox on Linux")
MOST = {"csi-4": (6, 5, 5, 5), "phq-9": (3, 3, 3, 3, 3, 3, 3, 3, 0)}


def answers(slug: str, total: int) -> dict[str, int]:
    """Codes that add up to a total; PHQ-9's last question always says not at all."""
    codes = {}
    for number, most in enumerate(MOST[slug], start=1):
        codes[str(number)] = min(most, total)
        total -= codes[str(number)]
    return codes


def viewer(person: Person, practice: Practice | None = None) -> Viewer:
    roles = frozenset({"therapist"}) if practice else frozenset()
    return Viewer(person.pk, person.name, "en", person.time_zone, practice.pk if practice else None, roles)


def person(name: str, number: int, zone: str = "Europe/Amsterdam") -> Person:
    one = Person(email=f"{name.lower()}-{number:02}@example.org", name=name, time_zone=zone)
    one.save()
    return one


def sign_in(one: Person, device: str, *, is_staff: bool) -> str:
    """The cookie of a sign-in."""
    session = SessionStore()
    session.agent = device
    session[SESSION_KEY] = str(one.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = one.get_session_auth_hash()
    session["told"] = True  # how to leave fast
    if is_staff:
        session["second_factor"] = True
    session.save()
    return str(session.session_key)


class Story:
    """One couple, their therapist and their case."""

    def __init__(self, practice: Practice, number: int, start: datetime) -> None:
        self.ana, self.ben = person("Ana", number), person("Ben", number, "Europe/Lisbon")
        self.dana = person("Dana", number)
        StaffRole(practice=practice, person=self.dana, role="therapist").save()
        self.case: Case = make_case(practice, "couple", [self.ana, self.ben], self.dana)
        for slug in ("csi-4", "phq-9"):
            planning.plan(
                by=viewer(self.dana, practice), case=self.case, people=[self.ana.pk, self.ben.pk], instrument=slug,
                rhythm="weeks", starts_on=start.date(), every_weeks=1,
            )  # fmt: skip

    def answer(self, week: int, at: datetime) -> None:
        for one in (self.ana, self.ben):
            by = viewer(one)
            for pk, slug in self._open(one):
                total = COURSES[one.name, slug][week]
                if total is not None:  # a missing week
                    answering.submit(by=by, assignment_id=pk, answers=answers(slug, total), now=at)

    def check(self, practice: Practice) -> None:
        """Both have done their private check, all is calm, and Dana has let joint work begin."""
        for one in (self.ana, self.ben):
            for waiting in own.waiting(viewer(one)):
                checks.send(by=viewer(one), ask_id=waiting.id, told=dict.fromkeys(form().keys(), "no"))
        joint.decide(
            by=viewer(self.dana, practice), case_id=self.case.pk, decision_id=new_id(), choice=Choice.BEGIN,
            reason="They both want it.",
        )  # fmt: skip

    def met(self, practice: Practice) -> None:
        """They met two days ago, so that no check-in of a week without a meeting stands in another journey's way."""
        at = clock.now() - timedelta(hours=49)
        set_meeting(by=viewer(self.dana, practice), case_id=self.case.pk, at=at)

    def told(self) -> dict[str, Any]:
        """Everyone and everything by name."""
        people = {"ana": self.ana, "ben": self.ben, "dana": self.dana}
        return {"case": str(self.case.pk)} | {
            name: {
                "id": str(one.pk),
                "name": one.name,
                "email": one.email,
                "cookies": [sign_in(one, device, is_staff=name == "dana") for device in DEVICES],
                "open": {slug: str(pk) for pk, slug in self._open(one)},
            }
            for name, one in people.items()
        }

    def _open(self, one: Person) -> list[tuple[Any, str]]:
        rows = Assignment.objects.visible_to(viewer(one), "write").filter(person=one, state="open")
        return list(rows.values_list("pk", "instrument"))


def main(number: int) -> None:
    """Prepare everything and tell it."""
    assert os.environ.get("AMPERSAND_DATA_DIR"), "say into which folder"
    readiness.prepare(lambda words: None)
    if not number:
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # nobody else is here yet
            cursor.execute("PRAGMA synchronous=OFF")
    yesterday = (clock.now() - timedelta(days=1)).replace(hour=12)
    weeks = [yesterday - timedelta(weeks=back) for back in range(4, 0, -1)]
    clock.fix(weeks[0])
    cast = make_cast()
    practice = cast.practice
    stories = [Story(practice, one, weeks[0]) for one in range(number)]
    with system_scope("asking everyone in a story"):
        checks.open_due()
    for story in stories:
        story.check(practice)
    for week, at in enumerate(weeks):
        _open_due(at)
        for story in stories:
            story.answer(week, at)
    _open_due(yesterday)
    clock.fix(None)
    for story in stories:
        story.met(practice)
    DBTaskResult.objects.all().delete()
    told = [story.told() for story in stories]
    listed = {name.lower(): on_show(cast, name) for name in ("Mira", "Otto")}
    old = old_link(stories[0])
    gita = at_work(cast.gita)
    numbers = {slug: content.instrument(slug).digest for slug in MOST}
    found = {"stories": told, "digests": numbers, "listed": listed, "old": old, "gita": gita}
    print(json.dumps(found))  # noqa: T201 - what the tests read


def on_show(cast: Cast, name: str) -> dict[str, Any]:
    """A therapist of the cast's practice whose page visitors find."""
    one = Person(email=f"{name.lower()}@example.org", name=name, time_zone="Europe/Amsterdam")
    one.save()
    with transaction.atomic():
        show(cast, one)
    return at_work(one)


def at_work(one: Person) -> dict[str, Any]:
    """Someone of the staff, at their desk."""
    return {"id": str(one.pk), "email": one.email, "cookies": [sign_in(one, DEVICES[1], is_staff=True)]}


def old_link(story: Story) -> str:
    """The address of a link that was never used and is too old by now."""
    token = "too-old-by-now"
    gone = clock.now() - timedelta(days=2)
    Invitation(
        case=story.case, token_hash=sha256(token.encode()).hexdigest(), email="late@example.org", name="Late",
        family_role="partner", invited_by=story.dana, made_at=gone - timedelta(days=14), expires_at=gone,
    ).insert()  # fmt: skip
    return f"/join/{token}/"


def _open_due(at: datetime) -> None:
    clock.fix(at)
    with system_scope("opening what is due in a story"):
        planning.open_due()


if __name__ == "__main__":
    main(int(sys.argv[1]))
