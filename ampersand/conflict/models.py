"""What each writes about rows, quiet weeks, offers to look at one together, the two sides of it, and the loop."""

from django.db import models
from django.db.models import F, Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Entry(ScopedModel):
    """One row as one person wrote it down; its words are in its accounts, of which the latest stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    audience = models.CharField(max_length=16, default=Audience.ONLY_ME.value)
    happened_on = models.DateField(help_text="The day, where the person was")
    version = models.PositiveIntegerField(default=1, help_text="Which of its accounts stands now")
    made_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, help_text="Taken back: shown to nobody any more")

    class Meta:
        indexes = [models.Index(fields=["case", "person", "-happened_on"]), models.Index(fields=["person", "case"])]


class Telling(ScopedModel):
    """One version of the words of an entry, sealed. Never overwritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="tellings", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    words = models.BinaryField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_telling_per_number")]


class Unsent(ScopedModel):
    """What somebody has begun to write about a row and not kept yet, so that another device can go on with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="one_unsent_entry_each")]


class QuietWeek(ScopedModel):
    """That somebody said there was no row in a week, so that it counts as quiet and not as missing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    audience = models.CharField(max_length=16, default=Audience.ONLY_ME.value)
    week = models.DateField(help_text="The Monday it began on")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "week"], name="a_week_is_quiet_once")]


class ShownWeek(ScopedModel):
    """How many rows one person noted in a week, for the mean of both, for as long as they show their weeks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    audience = models.CharField(max_length=16, default=Audience.ALL_OF_US.value)
    week = models.DateField(help_text="The Monday it began on")
    count = models.PositiveIntegerField(null=True, help_text="Empty: nothing was noted")
    drawn = models.FloatField(null=True, help_text="The mean heat of those that may be drawn, 0 to 8")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "week"], name="a_week_is_shown_once")]


class Pair(ScopedModel):
    """An offer to look at one row together: the words are what the other reads of it, and nothing else is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField()
    made_at = models.DateTimeField(default=now)
    opened_at = models.DateTimeField(null=True, help_text="When both had sealed and both had shared")
    with_therapist = models.BooleanField(default=False, help_text="It is open, and both let the therapist read it")
    closed_at = models.DateTimeField(null=True, help_text="Taken back: shown to neither any more")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(by=F("to")), name="a_pair_is_of_two")]


class Side(ScopedModel):
    """One person's side of a pair: the lines they chose, sealed as they were then; without words it is set aside.

    `audience` is sealed until it opens. `therapist_may` is one's own word; the pair says whether both allow it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="sides", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=16, default=Audience.SEALED.value)
    words = models.BinaryField(null=True)
    sealed_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    therapist_may = models.BooleanField(default=False)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "person"], name="one_side_each"),
            models.CheckConstraint(
                condition=Q(words__isnull=True, sealed_at__isnull=True, shared_at__isnull=True)
                | Q(words__isnull=False, sealed_at__isnull=False),
                name="sealed_with_words",
            ),
        ]


class Loop(ScopedModel):
    """One version of the loop of a case, sealed; the highest number stands. Never overwritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    words = models.BinaryField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_loop_per_number")]
