"""The table and everything that asks it agree, on every cell; and every flipped rule is noticed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, product
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from ampersand.cases import policy as case_policy
from ampersand.cases.models import Participation
from ampersand.cases.policy import InCase
from ampersand.cases.rules import audience
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, Row
from ampersand.measures.policy import OfChild
from ampersand.privacy import policy, prepared, scope
from ampersand.privacy.viewer import NOBODY, Viewer
from ampersand.safety.policy.alerts import OfAlert
from tests.privacy.expected import allowed
from tests.privacy.world import World

pytestmark = pytest.mark.django_db


def parts_of(one: object) -> tuple[InCase, ...]:
    """The rows of the table that a policy asks: one kind, or several where a model holds several."""
    return (one,) if isinstance(one, InCase) else getattr(one, "parts", ())


IN_CASE = [model for model, one in policy.registered().items() if parts_of(one)]
every_model = pytest.mark.parametrize("model", policy.registered(), ids=lambda model: model.__name__)


@pytest.fixture(scope="module")
def viewers(world: World, django_db_blocker: Any) -> dict[str, Viewer]:
    with django_db_blocker.unblock():
        return {name: world.cast.viewer(person) for name, person in world.people.items()} | {"nobody": NOBODY}


def actions_of(model_policy: object) -> list[str]:
    asks_the_table = isinstance(model_policy, InCase) or hasattr(model_policy, "parts")
    return [str(action) for action in Action] if asks_the_table else ["read", "write", "end", "review"]


def disagreements(
    world: World, viewers: dict[str, Viewer], model: type[Model], actions: list[str], *, decisions: bool = True
) -> Iterator[tuple[str, str]]:
    """Every cell of a model in which a list or a single decision differs from what is expected: who, and what."""
    things = world.of(model)
    keys = [thing.pk for thing in things.values()]
    for (who, viewer), action in product(viewers.items(), actions):
        seen = set(model.objects.visible_to(viewer, action).filter(pk__in=keys).values_list("pk", flat=True))
        for name, thing in things.items():
            expected = action in allowed(who, name, thing)
            if (thing.pk in seen) != expected:
                yield who, f"list: {who} {action} {name}, expected {expected}"
            if decisions and policy.can(viewer, action, thing) != expected:
                yield who, f"one: {who} {action} {name}, expected {expected}"


@every_model
def test_every_private_model_is_in_the_world(world: World, model: type[Model]) -> None:
    assert world.of(model), f"Put a {model.__name__} into tests/privacy/world.py and say in expected.py who may see it."


@every_model
def test_lists_and_single_decisions_follow_the_matrix_in_every_cell(
    world: World, viewers: dict[str, Viewer], model: type[Model]
) -> None:
    assert list(disagreements(world, viewers, model, actions_of(policy.of(model)))) == []


@every_model
def test_every_decision_has_a_sentence(world: World, viewers: dict[str, Viewer], model: type[Model]) -> None:
    for thing, viewer in product(world.of(model).values(), viewers.values()):
        assert policy.decide(viewer, "read", thing).reason.endswith(".")


def test_what_members_show_each_other_says_when_it_was_written() -> None:
    """Whoever joins later reads it from then on: so each kind that others may read over time has an instant."""
    lasts = case_policy._LASTS | {Kind.JOINT_WORK, Kind.COURSE}  # how things stand now, not what was written before
    for model, one in policy.registered().items():
        if isinstance(one, InCase) and type(one) is InCase and one.kind not in lasts:
            shown = audience.audiences_for(Relation.MEMBER, one.kind, Action.READ)
            shown += audience.audiences_for(Relation.MEMBER, one.kind, Action.SEE_RESULT)
            assert not shown or one.since, f"{model.__name__}: give its policy `since`"


@contextmanager
def other_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Rules may be changed inside: whatever was built from them is built anew, there and afterwards."""
    for forget in (scope.forget, prepared.forget):
        forget()
    with monkeypatch.context() as patch:
        yield patch
    for forget in (scope.forget, prepared.forget):
        forget()


def flips(model_policy: InCase) -> Iterator[tuple[str, Relation, str, Callable[[pytest.MonkeyPatch], None]]]:
    """Each rule of the table about one kind, flipped in turn: its name, whom it is about, its action, the flip."""
    audiences = [model_policy.audience] if isinstance(model_policy.audience, Audience) else list(Audience)
    relations = [r for r in Relation if _stands(r, model_policy)]
    for relation, one, action in product(relations, audiences, Action):
        name = f"{relation}/{model_policy.kind}/{one}/{action}"
        yield name, relation, str(action), flip(relation, model_policy.kind, one, action)


def _stands(relation: Relation, model_policy: InCase) -> bool:
    """Whether anyone can stand like this to things of this policy."""
    if relation is Relation.OWNER:
        return bool(model_policy.owner)
    if relation is Relation.ON_CALL:
        return isinstance(model_policy, OfAlert)
    if relation is Relation.CARER:
        return isinstance(model_policy, OfChild)
    return relation is not Relation.STRANGER


def every_part(viewer: Viewer) -> QuerySet[Participation]:
    return QuerySet(Participation).filter(person_id=viewer.person_id)


def whatever_role(viewer: Viewer) -> QuerySet[Participation]:
    return every_part(viewer).filter(left_at__isnull=True)


def whatever_practice(viewer: Viewer) -> QuerySet[Participation]:
    return whatever_role(viewer).filter(role__in=["member", *viewer.staff_roles])


def every_sharing() -> QuerySet[Participation]:
    return QuerySet(Participation).filter(role="member")


def from_the_beginning(viewer: Viewer, at: object) -> QuerySet[Participation]:
    return case_policy.current_parts(viewer).filter(role="member")


def flip(relation: Relation, kind: Kind, one: Audience, action: Action) -> Callable[[pytest.MonkeyPatch], None]:
    def apply(patch: pytest.MonkeyPatch) -> None:
        key = (relation, kind, one)
        row = audience._INDEX.get(key) or Row(relation, kind, one, frozenset(), "Flipped.")
        patch.setitem(audience._INDEX, key, Row(relation, kind, one, row.actions ^ {action}, row.sentence))

    return apply


CONDITIONS: dict[str, tuple[str, object]] = {
    "those who left stay": ("current_parts", every_part),
    "a case that ended takes new things": ("_TAKES", frozenset()),
    "what was shared stays shown": ("sharing_parts", every_sharing),
    "a role once held is enough": ("current_parts", whatever_role),
    "a role held elsewhere is enough": ("current_parts", whatever_practice),
    "whoever joins reads what was before": ("reading_parts", from_the_beginning),
    "a closed unit goes on showing what was joint": ("_LASTS", frozenset(Kind)),
}


@pytest.mark.once
@pytest.mark.parametrize("model", IN_CASE, ids=lambda model: model.__name__)
def test_every_flipped_rule_is_noticed(
    world: World,
    viewers: dict[str, Viewer],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
    model: type[Model],
) -> None:
    noticed, survived = 0, []
    witness: dict[Relation, str] = {}  # who noticed the last flip of this relation is asked first the next time
    for name, relation, action, apply in chain.from_iterable(flips(part) for part in parts_of(policy.of(model))):
        asked = dict(sorted(viewers.items(), key=lambda one: one[0] != witness.get(relation)))
        with other_rules(monkeypatch) as patch:
            apply(patch)
            if found := next(disagreements(world, asked, model, [action], decisions=False), None):
                noticed += 1
                witness[relation] = found[0]
            else:
                survived.append(name)
    record_property("flipped rules", noticed + len(survived))
    record_property("of these noticed", noticed)
    assert survived == []


@pytest.mark.once
@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_taken_away_is_noticed(
    world: World, viewers: dict[str, Viewer], monkeypatch: pytest.MonkeyPatch, condition: str
) -> None:
    lists_first = product((False, True), IN_CASE)
    found = (
        disagreements(world, viewers, model, actions_of(policy.of(model)), decisions=decisions)
        for decisions, model in lists_first
    )
    with other_rules(monkeypatch) as patch:
        patch.setattr(case_policy, *CONDITIONS[condition])
        assert next(chain.from_iterable(found), None)
