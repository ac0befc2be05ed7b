"""What is kept of a policy asks the same as the policy itself, word for word, for every model and kind of viewer."""

from collections.abc import Callable
from itertools import product
from typing import Any
from uuid import uuid4

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Exists, Model, OuterRef, QuerySet

from ampersand.privacy import kept, policy
from ampersand.privacy.viewer import NOBODY, Viewer
from tests.privacy.test_table import actions_of, every_model

ROLES = [(), ("therapist",), ("supervisor",), ("supervisor", "therapist"), ("administrator",), ("safety_lead",)]


def someone(*roles: str, room_mode: bool = False) -> Viewer:
    """A viewer whom nobody has met before."""
    return Viewer(
        uuid4(), practice_id=uuid4() if roles else None, staff_roles=frozenset(roles), room_mode=room_mode,
        room_case=uuid4() if room_mode else None,
    )  # fmt: skip


def viewers() -> list[Viewer]:
    """Two of each kind: the second finds what was kept for the first."""
    kinds = [NOBODY, someone("therapist", room_mode=True), someone("therapist", room_mode=True)]
    return kinds + [someone(*roles) for roles in ROLES for _ in range(2)]


def told(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """The query as it is sent; brackets are left out, since the kept part stands in some of its own."""
    try:
        text, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return text.replace("(", "").replace(")", ""), tuple(values)


WAYS: dict[str, Callable[[type[Model], QuerySet[Any]], QuerySet[Any, Any]]] = {
    "narrowed": lambda model, rows: rows.filter(pk=1 if model._meta.pk.get_internal_type() != "UUIDField" else None),
    "inside another": lambda model, rows: QuerySet(model).filter(pk__in=rows.values("pk")),
    "beside each row": lambda model, rows: QuerySet(model).filter(Exists(rows.filter(pk=OuterRef("pk")))),
    "left out": lambda model, rows: QuerySet(model).exclude(pk__in=rows.values("pk")),
    "counted": lambda model, rows: rows.order_by().values("pk").annotate(many=Count("pk")),
}


@every_model
def test_what_is_kept_asks_what_the_policy_asks(model: type[Model]) -> None:
    for viewer, action in product(viewers(), actions_of(policy.of(model))):
        plain: QuerySet[Any] = QuerySet(model).filter(policy.where(viewer, action, model))
        assert told(kept.rows(model, None, viewer, action)) == told(plain), f"{model.__name__}, {action}"


@every_model
def test_so_it_does_as_a_part_of_other_questions(model: type[Model]) -> None:
    for viewer in (someone(), someone(), someone("supervisor", "therapist")):
        plain: QuerySet[Any] = QuerySet(model).filter(policy.where(viewer, "read", model))
        short = kept.rows(model, None, viewer, "read")
        for name, way in WAYS.items():
            assert told(way(model, short)) == told(way(model, plain)), f"{model.__name__}: {name}"
