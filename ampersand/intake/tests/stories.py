"""What the stories about coming in have in common."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from ampersand.accounts.models import Person
from ampersand.cases import queries as cases
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.intake import content
from ampersand.intake.actions import telling
from ampersand.intake.models import IntakeDraft, IntakeLine, IntakeStep
from ampersand.intake.queries.sealed import Typed
from ampersand.intake.rules.questions import Step
from ampersand.privacy.viewer import Viewer
from tests.cast import Cast

SAID = {"now": "We row about the same things.", "hard": "Money, and his mother.", "before": "", "tried": "A book."}


def step_of(viewer: Viewer, case: Case, number: int = 1) -> Step:
    """The first of the steps that the viewer is asked, or another."""
    one = cases.one(viewer, case.pk)
    me = one.me(viewer)
    assert me
    return content.form_for(one, me).steps[number - 1]


def tell(
    cast: Cast, who: Person, said: dict[str, str] | None = None, *, base: int = 0, number: int = 1, **more: Any
) -> int:
    """Hand a step over in the couple's case."""
    viewer, case = cast.viewer(who), more.get("case", cast.couple)
    typed = Typed(SAID if said is None else said, frozenset(more.get("shown", ())), more.get("writer", "w"))
    step = step_of(viewer, case, number)
    return telling.tell(by=viewer, case_id=case.pk, step=step, typed=typed, base=base, now=more.get("now") or now())


def write(cast: Cast, who: Person, said: dict[str, str], *, number: int = 1, **more: Any) -> int:
    """Keep a step in the couple's case without handing it over."""
    viewer = cast.viewer(who)
    typed = Typed(said, frozenset(more.get("shown", ())), more.get("writer", "w"))
    return telling.save_draft(
        by=viewer, case_id=cast.couple.pk, step=step_of(viewer, cast.couple, number), typed=typed,
        base=more.get("base", 0), version=more.get("version", 0), now=now(),
    )  # fmt: skip


def came_in(cast: Cast, cases_of: Iterable[Case] = ()) -> None:
    """Everyone in these cases, or in all of the cast's, has handed over every step."""
    for case in cases_of or (cast.couple, cast.family, cast.anas_own, cast.farids):
        for person in (cast.ana, cast.ben, cast.chloe, cast.farid):
            for step in content.form(case.kind).steps:
                IntakeStep(case=case, person=person, step=step.key).insert()


def lines(**which: Any) -> list[IntakeLine]:
    """The stored answers, in order."""
    rows: QuerySet[IntakeLine] = QuerySet(IntakeLine)
    return list(rows.filter(**which).order_by("key", "number"))


def drafts(**which: Any) -> int:
    """How many drafts are stored."""
    rows: QuerySet[IntakeDraft] = QuerySet(IntakeDraft)
    return rows.filter(**which).count()


def fields(base: int = 0, version: int = 0, go: str = "on", **said: str) -> dict[str, str]:
    """What the form of a step sends."""
    return {"base": str(base), "version": str(version), "writer": "w", "go": go} | said
