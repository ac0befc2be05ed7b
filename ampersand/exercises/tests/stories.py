"""What the stories about exercises have in common."""

import re
from typing import Any

from django.db.models import Model, QuerySet

from ampersand.exercises.models import Line, Page, Pair, Sitting
from ampersand.exercises.queries import sealed, tables
from ampersand.exercises.rules.turns.table import Table
from ampersand.goals.tests.stories import going_on
from ampersand.safety.models import JointWork
from tests.cast import Cast

__all__ = ["again", "going_on", "line", "pair_of", "plain", "rest", "table"]


def plain(answer: Any) -> bytes:
    """A page without the tokens that are new each time."""
    return re.sub(rb'name="(?:csrfmiddlewaretoken|form_id)" value="[^"]+"', b"", answer.content)


def rest(cast: Cast) -> None:
    """Work together rests in the couple."""
    rows: QuerySet[JointWork] = QuerySet(JointWork)
    rows.filter(case=cast.couple).update(goes_on=False)


def again[M: Model](row: M) -> M:
    """The row as it is stored now."""
    rows: QuerySet[M] = QuerySet(type(row))
    return rows.get(pk=row.pk)


def table(sitting: Sitting) -> Table:
    """What stands on the table now."""
    found = tables.table_of(again(sitting))
    assert found
    return found


def line(page: Page, step: int) -> str:
    """What stands under a step."""
    rows: QuerySet[Line] = QuerySet(Line)
    row = rows.get(page=page, step=step)
    return sealed.opened(row.case_id, row.owner_id, sealed.LINE, row.pk, row.words)


def pair_of(cast: Cast) -> Pair:
    """The one pair of the couple."""
    rows: QuerySet[Pair] = QuerySet(Pair)
    return rows.get(case=cast.couple)
