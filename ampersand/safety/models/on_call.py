"""Who is called when something cannot wait, and the sign that the keeper is at work."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person, Practice
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class OnCall(ScopedModel):
    """One line of a practice's rota: who, in which order, on which days, between which hours of its clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="1 is called first")
    days = models.CharField(max_length=7, help_text="Digits, 0 for Monday to 6 for Sunday")
    begins = models.TimeField()
    ends = models.TimeField(help_text="Not after the beginning: on the next day; the same as it: all day")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__regex=r"^[0-6]+$"), name="on_call_on_some_days"),
        ]
        indexes = [models.Index(fields=["practice", "place"])]


class Heartbeat(models.Model):
    """When the keeper last looked whether somebody has to be called; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_heartbeat")]
