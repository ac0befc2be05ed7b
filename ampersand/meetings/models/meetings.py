"""Meetings, who has said yes to one that was proposed, and who came."""

from django.db import models
from django.db.models import F, Q

from ampersand.accounts.models import Person, Practice
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models.times import Room
from ampersand.privacy.scope import ScopedModel


class Meeting(ScopedModel):
    """One meeting of everyone in a case, or with a `person` of that person alone: instants, and the zone it was set in.

    What is not called off keeps its time in the therapist's day (until `free_at`) and in its room; see 0002 for how the
    database sees to that. `carried` ones come from before there was a calendar and may lie over one another.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        SET = "set", "set"
        CALLED_OFF = "called_off", "called off"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    therapist = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    free_at = models.DateTimeField(help_text="the end, and the rest after it")
    zone = models.CharField(max_length=64)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="+", help_text="none: by video")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SET)
    replaces = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    series = models.UUIDField(null=True)
    every_weeks = models.PositiveSmallIntegerField(default=0)
    carried = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0, help_text="how often it changed; calendars ask for it")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="meeting_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(free_at__gte=F("ends_at")), name="rest_comes_after"),
        ]
        indexes = [
            models.Index(fields=["therapist", "begins_at"]),
            models.Index(fields=["case", "begins_at"]),
            models.Index(fields=["room", "begins_at"], condition=Q(room__isnull=False), name="meetings_in_rooms"),
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="meetings_of_series"),
        ]


class Answer(ScopedModel):
    """What one person said to the time of a meeting that was proposed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    suits = models.BooleanField()
    said_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_answer_a_person")]


class Wish(ScopedModel):
    """That somebody would like to have a meeting earlier, if a time becomes free."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="wishes")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    told_at = models.DateTimeField(null=True, help_text="When they were last told that one has become free")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_wish_a_person")]


class Attendance(ScopedModel):
    """How it was with one person at one meeting; what nobody noted means that they were there."""

    class How(models.TextChoices):
        CAME = "came", "was there"
        LATE = "late", "came later"
        NOT = "not", "was not there"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=4, choices=How.choices)
    minutes = models.PositiveSmallIntegerField(default=0, help_text="how much later")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_note_a_person")]
        indexes = [models.Index(fields=["case", "person"])]
