"""What the stories about alerts have in common."""

from datetime import UTC, datetime
from uuid import UUID

from django.test import Client

from ampersand.core import clock
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.models import Alert, AlertStep
from tests.cast import Cast

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)  # ten in the morning at Linden House
SAID = [("How often?", "Nearly every day")]


def by_ana(cast: Cast, kind: str = "item-9", source: str = "answers:1") -> UUID:
    """Something that Ana said; the alert's id."""
    return raise_alert(
        case_id=cast.couple.pk, person_id=cast.ana.pk, kind=kind, at=clock.now(), source=source, told=SAID
    )


def stored(cast: Cast, alert_id: UUID) -> Alert:
    """The alert as it lies in the table; Emil, the safety lead, sees every one."""
    return Alert.objects.visible_to(cast.viewer(cast.emil)).get(pk=alert_id)


def deeds(cast: Cast, alert_id: UUID) -> list[str]:
    """What happened to it, in order."""
    rows = AlertStep.objects.visible_to(cast.viewer(cast.emil)).filter(alert_id=alert_id)
    return list(rows.order_by("at", "pk").values_list("deed", flat=True))


def called(cast: Cast, alert_id: UUID, number: int) -> list[str]:
    """Who was called with one call, by name."""
    rows = AlertStep.objects.visible_to(cast.viewer(cast.emil)).filter(alert_id=alert_id, deed="called", number=number)
    return sorted(rows.values_list("to__name", flat=True))


def read(client: Client, address: str) -> str:
    """The page's text."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()
