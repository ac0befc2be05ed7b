"""A policy's filter as finished SQL: built once for each kind of viewer, given this viewer's ids each time.

Django takes a policy apart and writes it down anew for every query; that was more than half of what a page cost. Here
it is written down once, for a stand-in, as part of whatever query it stands in; whoever asks puts their own ids in the
places of the stand-in's. As for prepared queries, a policy may put ids of the viewer into the filter as they are and
compute nothing from them. tests/privacy/test_kept.py compares every kind with the long way, word for word.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import Model, QuerySet
from django.db.models.sql.where import WhereNode

from ampersand.privacy import policy, prepared
from ampersand.privacy.viewer import Viewer

type Ids = tuple[UUID | None, UUID | None, UUID | None]
type Told = tuple[str, list[Any], list[tuple[int, int]]]  # SQL, its values, and which of them are whose ids


def rows(model: type[Model], using: str | None, viewer: Viewer, action: str) -> QuerySet[Any]:
    """The rows on which the viewer may do the action: what `filter(policy.where(viewer, action, model))` gives."""
    ids = prepared.ids_of(viewer)
    kind = replace(viewer, person_id=None, practice_id=None, room_case=None, name="", language="", time_zone="")
    asked, filtered = _question(model, using, action, kind, tuple(one is not None for one in ids))
    found = asked.all()
    tree: Any = found.query.where
    tree.children.append(Kept(filtered, ids))
    return found


@lru_cache(maxsize=5000)
def _question(
    model: type[Model], using: str | None, action: str, kind: Viewer, present: tuple[bool, ...]
) -> tuple[QuerySet[Any], "Filter"]:
    """The query without its filter, and the filter, for a viewer of this kind who does not exist."""
    person, practice, room = (uuid4() if there else None for there in present)
    nobody_real = replace(kind, person_id=person, practice_id=practice, room_case=room)
    asked: QuerySet[Any] = QuerySet(model, using=using).filter(policy.where(nobody_real, action, model))
    filtered = Filter(asked.query.where, (person, practice, room))
    asked.query.where = WhereNode()
    return asked, filtered


forget = _question.cache_clear


class Filter:
    """A filter with a stand-in's ids in it, and what it is in SQL, once somebody has asked."""

    def __init__(self, tree: WhereNode, ids: Ids) -> None:
        self._tree, self._ids = tree, ids
        self._told: dict[bool, Told | type[Exception]] = {}
        self._renamed: dict[tuple[Any, ...], Filter] = {}

    def told(self, compiler: Any, connection: Any) -> Told:
        """Its SQL; raises EmptyResultSet where it lets nothing through, FullResultSet where everything."""
        found = self._told.get(compiler.elide_empty)
        if found is None:
            found = self._told[compiler.elide_empty] = self._written(compiler, connection)
        if isinstance(found, type):
            raise found
        return found

    def _written(self, compiler: Any, connection: Any) -> Told | type[Exception]:
        try:
            text, values = compiler.compile(self._tree)
        except (EmptyResultSet, FullResultSet) as nothing:
            return type(nothing)
        standing = {prepared.adapted(one): place for place, one in enumerate(self._ids) if one is not None}
        places = [(at, standing[one]) for at, one in enumerate(values) if one.__hash__ and one in standing]
        return text, list(values), places

    def renamed(self, names: Mapping[str | None, str]) -> "Filter":
        """The same under other names of tables, as a part of another query."""
        key = tuple(sorted(names.items()))
        if key not in self._renamed:
            self._renamed[key] = Filter(self._tree.relabeled_clone({**names}), self._ids)
        return self._renamed[key]


class Kept:
    """A filter with one viewer's ids, as a leaf of a query's tree of conditions."""

    contains_aggregate: ClassVar[bool] = False
    contains_over_clause: ClassVar[bool] = False
    is_summary: ClassVar[bool] = False
    conditional: ClassVar[bool] = True

    def __init__(self, filtered: Filter, ids: Ids) -> None:
        self._filter, self._ids = filtered, ids

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """As any condition's."""
        text, values, places = self._filter.told(compiler, connection)
        values = values.copy()
        for at, whose in places:
            values[at] = prepared.adapted(self._ids[whose])
        return text, values

    def relabeled_clone(self, names: Mapping[str | None, str]) -> "Kept":
        """As any condition's."""
        return Kept(self._filter.renamed(names), self._ids)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> "Kept":
        """As any condition's; everything in it is resolved."""
        return self

    def replace_expressions(self, replacements: Mapping[Any, Any]) -> "Kept":
        """As any condition's; nothing in it stands for anything else."""
        return self

    def get_refs(self) -> set[str]:
        """As any condition's; it refers to no annotation."""
        return set()

    def get_group_by_cols(self) -> list[Any]:
        """As any condition's; nothing is grouped by it."""
        return []
