"""An alert that says something of a private check stays with those who may read the check, whatever becomes of it."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from ampersand.accounts.models import Person, StaffRole
from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from ampersand.safety.actions import calling, handling
from ampersand.safety.models import Alert, AlertStep, OnCall
from ampersand.safety.queries import colleagues
from ampersand.safety.tests.checking import RED, ask, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


@pytest.fixture
def red(cast: Cast) -> UUID:
    """Hugo supervises the couple and is on call; Ana's check is red."""
    clock.fix(THURSDAY)
    StaffRole(practice=cast.practice, person=cast.hugo, role="supervisor").save()
    Participation(case=cast.couple, person=cast.hugo, role="supervisor").insert()
    hours = {"days": "0123456", "begins": time(0), "ends": time(0)}
    OnCall(practice=cast.practice, person=cast.hugo, place=1, **hours).insert()
    ask(cast)
    send(cast, cast.ana, **RED)
    alert: UUID = Alert.objects.visible_to(cast.viewer(cast.dana)).values_list("pk", flat=True).get()
    return alert


def sees(cast: Cast, person: Person, alert: UUID) -> bool:
    return Alert.objects.visible_to(cast.viewer(person)).filter(pk=alert).exists()


def test_therapist_and_safety_lead_see_it_and_a_mere_supervisor_does_not(cast: Cast, red: UUID) -> None:
    assert sees(cast, cast.dana, red)
    assert sees(cast, cast.emil, red)
    for person in (cast.hugo, cast.gita, cast.ana, cast.ben):
        assert not sees(cast, person, red)
    assert cast.client(cast.hugo).get(f"/attention/{red}/").status_code == 404
    assert cast.client(cast.dana).get(f"/attention/{red}/").status_code == 200


def test_when_nobody_takes_it_on_in_time_nobody_is_called_who_may_not_see_it(cast: Cast, red: UUID) -> None:
    clock.fix(THURSDAY + timedelta(days=4))
    calling.call_again()
    steps = AlertStep.objects.visible_to(cast.viewer(cast.dana)).filter(alert=red)
    assert set(steps.values_list("deed", flat=True)) == {"raised", "overdue"}
    assert not sees(cast, cast.hugo, red)


def test_it_is_handed_over_to_its_readers_alone(cast: Cast, red: UUID) -> None:
    dana = cast.viewer(cast.dana)
    assert [one.name for one in colleagues.to_take_on(dana, cast.couple.pk, apart=True)] == ["Emil"]
    with pytest.raises(Hidden):
        handling.hand_over(by=dana, alert_id=red, to=cast.hugo.pk, words="")
    handling.hand_over(by=dana, alert_id=red, to=cast.emil.pk, words="")
    handling.acknowledge(by=cast.viewer(cast.emil), alert_id=red)


def test_what_is_done_about_it_is_told_on_the_chain_of_private_checks_alone(cast: Cast, red: UUID) -> None:
    cast.client(cast.dana).get(f"/attention/{red}/")
    handling.acknowledge(by=cast.viewer(cast.dana), alert_id=red)
    assert not AuditEvent.objects.filter(chain=cast.couple.pk, verb__startswith="alert").exists()
