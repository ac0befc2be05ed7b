"""The table and everything that asks it agree, on every cell; and every flipped rule is noticed."""

import sys
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from django.db.models import QuerySet

from ampersand.cases import policy as case_policy
from ampersand.cases.models import Participation
from ampersand.cases.policy import InCase
from ampersand.cases.rules import audience
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, Row
from ampersand.privacy import policy
from ampersand.privacy.viewer import NOBODY, Viewer
from ampersand.safety.policy.alerts import OfAlert
from tests.privacy.expected import allowed
from tests.privacy.world import World, make_world

pytestmark = pytest.mark.django_db
ACTIONS = [*(str(action) for action in Action), "end"]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def viewers(world: World) -> dict[str, Viewer]:
    cast = world.cast
    people = (cast.ana, cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo, world.ida)
    return {person.name: cast.viewer(person) for person in people} | {"nobody": NOBODY}


def actions_of(model_policy: object) -> list[str]:
    return [str(action) for action in Action] if isinstance(model_policy, InCase) else ["read", "write", "end"]


def disagreements(
    world: World, only: set[Kind] | None = None, actions: set[str] | None = None, *, decisions: bool = True
) -> Iterator[str]:
    """Every cell in which a list or a single decision differs from what is expected."""
    for model, model_policy in policy.registered().items():
        if only is not None and not (isinstance(model_policy, InCase) and model_policy.kind in only):
            continue
        things = world.of(model)
        for (who, viewer), action in product(viewers(world).items(), actions or actions_of(model_policy)):
            keys = [thing.pk for thing in things.values()]
            seen = set(model.objects.visible_to(viewer, action).filter(pk__in=keys).values_list("pk", flat=True))
            for name, thing in things.items():
                expected = who != "nobody" and action in allowed(who, name, thing)
                if (thing.pk in seen) != expected:
                    yield f"list: {who} {action} {name}, expected {expected}"
                if decisions and policy.can(viewer, action, thing) != expected:
                    yield f"one: {who} {action} {name}, expected {expected}"


def test_every_private_model_is_in_the_world(world: World) -> None:
    for model in policy.registered():
        assert world.of(model), (
            f"Put a {model.__name__} into tests/privacy/world.py and say in expected.py who may see it."
        )


def test_lists_and_single_decisions_follow_the_matrix_in_every_cell(world: World) -> None:
    assert list(disagreements(world)) == []


def test_every_decision_has_a_sentence(world: World) -> None:
    for thing in world.things.values():
        if type(thing) in policy.registered():
            for viewer in viewers(world).values():
                assert policy.decide(viewer, "read", thing).reason.endswith(".")


def flips() -> Iterator[tuple[str, set[Kind], set[str] | None, Callable[[pytest.MonkeyPatch], None]]]:
    """Each rule of the table flipped in turn, and each condition taken away."""
    for model_policy in policy.registered().values():
        if not isinstance(model_policy, InCase):
            continue
        audiences = [model_policy.audience] if isinstance(model_policy.audience, Audience) else list(Audience)
        relations = [r for r in Relation if _stands(r, model_policy)]
        for relation, one, action in product(relations, audiences, Action):
            name = f"{relation}/{model_policy.kind}/{one}/{action}"
            yield name, {model_policy.kind}, {str(action)}, flip(relation, model_policy.kind, one, action)
    yield "those who left stay", EVERY, None, lambda patch: patch.setattr(case_policy, "current_parts", every_part)
    yield (
        "a case that ended takes new things",
        EVERY,
        None,
        lambda patch: patch.setattr(case_policy, "_TAKES", frozenset()),
    )
    yield (
        "what was shared stays shown",
        EVERY,
        None,
        lambda patch: patch.setattr(case_policy, "sharing_parts", every_sharing),
    )
    yield (
        "a role once held is enough",
        EVERY,
        None,
        lambda patch: patch.setattr(case_policy, "current_parts", whatever_role),
    )


EVERY = set(Kind)


def _stands(relation: Relation, model_policy: InCase) -> bool:
    """Whether anyone can stand like this to things of this policy."""
    if relation is Relation.OWNER:
        return bool(model_policy.owner)
    if relation is Relation.ON_CALL:
        return isinstance(model_policy, OfAlert)
    return relation is not Relation.STRANGER


def every_part(viewer: Viewer) -> QuerySet[Participation]:
    return QuerySet(Participation).filter(person_id=viewer.person_id)


def whatever_role(viewer: Viewer) -> QuerySet[Participation]:
    return every_part(viewer).filter(left_at__isnull=True)


def every_sharing() -> QuerySet[Participation]:
    return QuerySet(Participation).filter(role="member")


def flip(relation: Relation, kind: Kind, one: Audience, action: Action) -> Callable[[pytest.MonkeyPatch], None]:
    def apply(patch: pytest.MonkeyPatch) -> None:
        key = (relation, kind, one)
        row = audience._INDEX.get(key) or Row(relation, kind, one, frozenset(), "Flipped.")
        patch.setitem(audience._INDEX, key, Row(relation, kind, one, row.actions ^ {action}, row.sentence))

    return apply


def test_every_flipped_rule_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    killed, survived = 0, []
    for name, kinds, actions, apply in flips():
        with monkeypatch.context() as patch:
            apply(patch)
            if next(disagreements(world, kinds, actions, decisions=actions is None), None):
                killed += 1
            else:
                survived.append(name)
    with capsys.disabled():
        sys.stdout.write(f"\nflipped rules noticed: {killed} of {killed + len(survived)}\n")
    assert survived == []
