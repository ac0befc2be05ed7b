"""Rows of long lists as finished HTML: a template takes ten times as long over each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ampersand.core.addresses import address
from ampersand.core.charts import Svg
from ampersand.core.templatetags.look import day
from ampersand.overview.queries.caseload import Quiet
from ampersand.privacy.viewer import Viewer


def quiet(viewer: Viewer, cases: Iterable[Quiet], unsure: Mapping[UUID, Sequence[str]]) -> Svg:
    """Cases in which nothing waits: the name leads to the case, when somebody last answered, and what is provisional.

    Names are escaped.
    """
    nobody, supervise, never = _("Nobody has joined yet"), _("you supervise"), _("no answers yet")
    last = _("last answer %(when)s")
    zone, days = ZoneInfo(viewer.time_zone), dict[date, str]()
    found = []
    for one in cases:
        more = f' <span class="small soft">{escape(supervise)}</span>' if one.supervised else ""
        more += "".join(f'<br><span class="small soft">{escape(text)}</span>' for text in unsure.get(one.id, ()))
        when = escape(never)
        if one.active:
            on = one.active.astimezone(zone).date()
            when = days.get(on) or days.setdefault(on, escape(last) % {"when": day(on, viewer)})
        found.append(
            f'<li><span class="grow"><a class="quiet" href="{address("overview:case", one.id)}">'
            f'{escape(one.names or nobody)}</a>{more}</span><span class="end">{when}</span></li>'
        )
    return Svg("".join(found))
