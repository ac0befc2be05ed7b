"""Reports, releases and what left in the world of tests/privacy: each person has one of their own and one of all."""

from datetime import timedelta
from typing import Any

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.reports.models import Departure, Release, ReleaseSignature, Report
from ampersand.reports.queries import sealed
from tests.privacy.expected import PEOPLE


def put(world: Any, name: str, case: Case, person: Person) -> None:
    """A release of one's own, in effect, and one of all, which waits; files, and a letter."""
    members, _left, *staff = PEOPLE[name]
    treating = {one for one in staff if one}
    for whose, owner in (("own", person), ("joint", None)):
        at = f"{name}/{person.name}/{whose}"
        canary = f"canary of a release {name} {person.name} {whose} ."
        world.words[canary] = treating | ({person.name} if owner else members) | {"Gita"}
        release = Release(
            case=case, owner=owner, covers="part results own_goals" if owner else "part results joint_goals",
            expires_on=now().date() + timedelta(days=30), proposed_by=world.cast.dana,
            complete_at=now() if owner else None,
        )  # fmt: skip
        words = {"to": canary, "purpose": canary}
        release.words = sealed.seal_words(case.pk, release.owner_id, sealed.RELEASE, release.pk, words)
        world.put(f"release/{at}", release.insert())
        signature = ReleaseSignature(release=release, case=case, person=person, name="Canary signature")
        signature.signed_at = now() if owner else None
        world.put(f"release-signature/{at}", signature.insert())
        left = Departure(
            release=release, case=case, covers="part", signatures=[str(signature.pk)], digest="d" * 64, pages=1,
            by=world.cast.dana, at=now(),
        )  # fmt: skip
        left.words = sealed.seal_words(case.pk, release.owner_id, sealed.DEPARTURE, left.pk, words)
        world.put(f"departure/{at}", left.insert())
        _file(world, f"report/{at}", case, owner, "mine" if owner else "team", None)
    _file(world, f"report/{name}/{person.name}/letter", case, None, "letter", release)


def _file(world: Any, name: str, case: Case, owner: Person | None, form: str, release: Release | None) -> None:
    report = Report(
        case=case, owner=owner, release=release, form=form, state="ready", shows="0" * 64, pages=1,
        made_by=owner or world.cast.dana, expires_at=now() + timedelta(days=1),
    )  # fmt: skip
    report.file = sealed.seal_file(case.pk, report.owner_id, report.pk, f"canary of {name} .".encode())
    whose = PEOPLE[name.split("/")[1]]
    treating = {one for one in whose[2:] if one}
    world.words[f"canary of {name} ."] = {owner.name} if owner else treating
    world.put(name, report.insert())
