"""When a therapist works and where, when they are away, and by which rules times are offered."""

from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS

from ampersand.accounts.models import Person, Practice
from ampersand.accounts.rules.zones import place_of
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Room(models.Model):
    """A room of a practice; one that is not used any more is closed, since earlier meetings were there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "name"], condition=Q(closed_at__isnull=True), name="one_room_a_name"
            )
        ]


class Calendar(ScopedModel):
    """How one therapist offers times in one practice: rest after a meeting, notice, how far ahead."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    therapist = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    rest = models.PositiveSmallIntegerField(default=10, help_text="minutes kept free after each meeting")
    notice = models.PositiveSmallIntegerField(default=24, help_text="hours before which nobody can take a time")
    change_notice = models.PositiveSmallIntegerField(default=48, help_text="hours until which clients move or cancel")
    days = models.PositiveSmallIntegerField(default=28, help_text="how far ahead times are offered")
    offers_joint = models.BooleanField(default=True)
    offers_alone = models.BooleanField(default=False)
    joint_minutes = models.PositiveSmallIntegerField(default=75)
    alone_minutes = models.PositiveSmallIntegerField(default=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["therapist", "practice"], name="one_calendar_a_practice")]


class Hours(ScopedModel):
    """Working hours on one weekday, by the clocks of a zone, in a room or online (no room)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    therapist = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    begins = models.TimeField()
    ends = models.TimeField()
    zone = models.CharField(max_length=64)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="hours_end_after_they_begin"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="seven_days_a_week"),
            models.UniqueConstraint(fields=["therapist", "practice", "weekday", "begins"], name="hours_begin_once"),
        ]

    @property
    def weekday_name(self) -> str:
        """The name of the weekday."""
        return str(WEEKDAYS[self.weekday])

    @property
    def place(self) -> str:
        """The town whose clocks are meant."""
        return place_of(self.zone)


class Away(ScopedModel):
    """A stretch in which a therapist sees nobody: a break, a training, a holiday. Without words: nobody asks why."""

    class Why(models.TextChoices):
        BREAK = "break", "a break"
        OTHER = "other", "something else"
        TRAINING = "training", "training"
        HOLIDAY = "holiday", "holiday"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    therapist = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    why = models.CharField(max_length=8, choices=Why.choices, default=Why.OTHER)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="away_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["therapist", "ends_at"])]
