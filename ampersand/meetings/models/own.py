"""What is each person's own about meetings: their secret feed, when they are reminded, of what they were."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models.meetings import Meeting
from ampersand.privacy.scope import ScopedModel

REMIND = 72  # hours: early enough to move or call off


class OwnCalendar(ScopedModel):
    """One person's feed, known by the hash of its secret address, and hours before which they are reminded (0: not)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    feed = models.CharField(max_length=64, blank=True, help_text="SHA-256, so a copy opens nothing; empty: no feed")
    feed_made_at = models.DateTimeField(null=True)
    remind = models.PositiveSmallIntegerField(default=REMIND)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed"], condition=~Q(feed=""), name="a_feed_is_one_persons")]


class Reminded(ScopedModel):
    """That a person was reminded of a meeting at one hour; moved, it may be told again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    begins_at = models.DateTimeField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "begins_at"], name="reminded_once_an_hour_of_it")
        ]
