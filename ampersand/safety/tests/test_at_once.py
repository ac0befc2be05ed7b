"""Two people take the same thing on at the same moment, and two keepers call at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection, transaction

from ampersand.core import clock
from ampersand.safety.actions import calling, handling
from ampersand.safety.models import Alert
from ampersand.safety.tests.stories import MONDAY, by_ana, called, deeds, stored
from tests.cast import make_cast


def both(*deeds: Callable[[], object]) -> list[object]:
    """What each answers or raises, begun together."""
    together, found = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        together.wait()
        try:
            found.append(deed())
        except Exception as problem:
            found.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_one_of_two_takes_it_on_and_the_other_reads_who(committed: None) -> None:
    cast = make_cast()
    alert = by_ana(cast, "asq-acute")
    dana, emil = cast.viewer(cast.dana), cast.viewer(cast.emil)
    found = both(*(lambda who=who: handling.acknowledge(by=who, alert_id=alert) for who in (dana, emil)))
    (late,) = [one for one in found if one is not None]
    assert isinstance(late, handling.TakenOn)
    held = stored(cast, alert)
    assert held.owner is not None
    assert late.name == held.owner.name
    assert deeds(cast, alert).count("acknowledged") == 1
    assert held.call_at is None


def test_two_keepers_call_once_and_a_call_that_is_answered_meanwhile_reaches_nobody(committed: None) -> None:
    clock.fix(MONDAY)
    cast = make_cast()
    alert = by_ana(cast, "asq-acute")
    due = stored(cast, alert).call_at
    assert due
    clock.fix(due)

    found = both(call_at(alert, due), call_at(alert, due))
    assert sorted(len(one) for one in found) == [0, 2]
    assert called(cast, alert, 2) == ["Dana", "Emil"]
    next_due = stored(cast, alert).call_at
    assert next_due
    clock.fix(next_due)
    both(call_at(alert, next_due), lambda: handling.acknowledge(by=cast.viewer(cast.dana), alert_id=alert))
    held = Alert.objects.visible_to(cast.viewer(cast.dana)).get(pk=alert)
    assert held.acknowledged_by == cast.dana
    assert held.call_at is None


def call_at(alert: object, due: object) -> Callable[[], object]:
    """A keeper's call in its own transaction."""

    def call() -> object:
        with transaction.atomic():
            return calling.call(alert_id=alert, due=due)

    return call
