"""The picture of goals on their way: what `core.charts.roadmap` draws, from what the viewer may read."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ampersand.core import charts
from ampersand.core.charts import Figure, Lane, Roadmap, Stand, Stop
from ampersand.core.clock import today
from ampersand.goals import wording
from ampersand.goals.queries.roadmap import Card
from ampersand.goals.rules.agreement import RESTING
from ampersand.privacy.viewer import Viewer


def figure(viewer: Viewer, cards: Iterable[Card]) -> Figure:
    """The goals that everyone concerned has agreed to, each as a path; `empty` while there is none."""
    lanes = [_lane(viewer, card) for card in cards if card.agreed_on]
    return charts.roadmap(Roadmap(_("The way so far"), tuple(lanes), today(viewer.time_zone)))


def _lane(viewer: Viewer, card: Card) -> Lane:
    began = card.agreed_on or card.made_at.date()
    stops = [
        Stop(_day(viewer, look.at), tuple(Stand(_hand(one.who.hand), one.who.name, one.level) for one in look.stands))
        for look in card.looks
        if look.stands
    ]
    stops += [Stop(_day(viewer, back.at)) for back in card.setbacks]
    ended = card.closed_on if card.state in RESTING else None
    ordered = tuple(sorted((stop for stop in stops if stop.on >= began), key=lambda stop: stop.on))
    return Lane(card.words.text, began, ordered, ended, str(wording.STATES[card.state]) if ended else "")


def _day(viewer: Viewer, at: datetime) -> date:
    return at.astimezone(ZoneInfo(viewer.time_zone)).date()


def _hand(hand: int | str) -> int:
    return hand if isinstance(hand, int) else 1
