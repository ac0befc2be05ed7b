"""How long the work was agreed to be, the looks at it as a whole, and what somebody has marked as seen."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.pathway.rules.choices import Answer, Choice
from ampersand.privacy.scope import ScopedModel


class Course(ScopedModel):
    """What was agreed about the length of the work. Without a row what is usual for its kind holds."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    meetings = models.PositiveSmallIntegerField(help_text="How many were agreed")
    begun_on = models.DateField(help_text="The day of the first meeting")
    every_weeks = models.PositiveSmallIntegerField(help_text="Weeks from one meeting to the next")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(meetings__gte=1, meetings__lte=100, every_weeks__gte=1, every_weeks__lte=12),
                name="a_course_of_some_meetings",
            )
        ]


class Review(ScopedModel):
    """One look at the work as a whole: on which occasion, what was chosen, and why, sealed. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    occasion = models.CharField(max_length=12, help_text="signs, middle, ending, or booster-1, -3, -6, -12")
    signs = models.JSONField(default=list, help_text="Which signs it answered, as rules/stop.py names them")
    choice = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Choice])
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)
    words = models.BinaryField(help_text="The reason, sealed under a key of its own")

    class Meta:
        indexes = [models.Index(fields=["case", "-made_at"], name="reviews_of_a_case")]


class Offer(ScopedModel):
    """A meeting offered to one person after the end, and what they say to it, if anything; their words are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=12, help_text="booster-1, -3, -6 or -12")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)
    answer = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in Answer])
    words = models.BinaryField(null=True, help_text="What they would like to say, sealed under their own key")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "occasion"], name="offered_once_an_occasion"),
        ]


class SeenMark(ScopedModel):
    """That one of those who treat a case has seen one reason for attention; it lasts until something new happens."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=120, help_text="Which reason, as overview names it")
    upto = models.DateTimeField(help_text="The newest thing behind the reason when it was seen")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case", "what"], name="a_reason_is_seen_once")]
