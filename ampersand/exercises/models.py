"""Pages that people write alone, sealed pairs, live sittings, what was kept of them, and what therapists suggest."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Opening(ScopedModel):
    """That the therapist has switched an exercise on for a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exercise = models.CharField(max_length=16)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "exercise"], name="switched_on_once")]


class Task(ScopedModel):
    """An exercise that the therapist suggests to one person, with a note and a day; nobody else among them sees it."""

    class Outcome(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        PART = "part", "part"
        NOT_YET = "not_yet", "not yet"
        TAKEN_BACK = "taken_back", "taken back"

    WAITS = (Outcome.OPEN, Outcome.NOT_YET)  # what still stands on its person's page

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exercise = models.CharField(max_length=16)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    note = models.BinaryField(null=True)
    due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["person", "outcome"]), models.Index(fields=["case", "outcome"])]


class Pair(ScopedModel):
    """A sealed exercise of all: each writes alone, and it opens when all have finished and all want to share."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exercise = models.CharField(max_length=16)
    opened_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "exercise"], condition=Q(opened_at__isnull=True), name="one_sealed_pair_at_a_time"
            )
        ]


class Page(ScopedModel):
    """What one person writes of an exercise, alone. Whether it was begun or finished is theirs alone to know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exercise = models.CharField(max_length=16)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, null=True, related_name="+")
    audience = models.CharField(max_length=16, default=Audience.ONLY_ME.value)
    version = models.PositiveIntegerField(default=1)
    finished_at = models.DateTimeField(null=True)
    shares = models.BooleanField(default=False, help_text="Wants to share, once everyone does")
    part = models.PositiveSmallIntegerField(default=0, help_text="Of a programme: the part gone on to, from 0")
    added = models.PositiveSmallIntegerField(default=0, help_text="Of a programme: days of more time")
    shows_place = models.BooleanField(default=False, help_text="Of a programme: those who treat see where one is")
    made_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "owner"], name="one_page_each_of_a_pair")]
        indexes = [models.Index(fields=["owner", "case", "changed_at"])]


class Line(ScopedModel):
    """What stands under one step of a page, sealed; each line has an audience of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField()
    words = models.BinaryField()
    audience = models.CharField(max_length=16, default=Audience.ONLY_ME.value)
    wanted = models.BooleanField(default=True, help_text="Opens with the pair, if the pair opens")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "step"], name="one_line_a_step")]


class MapPiece(ScopedModel):
    """A person on the map of one's family, or a line between two of them, sealed; each is shown to whom one says."""

    class Kind(models.TextChoices):
        PERSON = "person", "person"
        LINE = "line", "line"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    one = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    words = models.BinaryField()
    note = models.BinaryField(null=True, help_text="For its writer alone, whoever sees the rest")
    audience = models.CharField(max_length=16, default=Audience.ONLY_ME.value)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", one__isnull=True, other__isnull=True)
                | Q(kind="line", one__isnull=False, other__isnull=False),
                name="a_line_has_two_ends",
            )
        ]
        indexes = [models.Index(fields=["case", "owner"])]


class Sitting(ScopedModel):
    """A live exercise at its table. The table lies sealed, whole; `step` keeps two taps from doing two things."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exercise = models.CharField(max_length=16)
    table = models.BinaryField()
    changes = models.PositiveIntegerField(default=0)
    one_device = models.BooleanField(default=False, help_text="Everyone at it shares one device and hands it over")
    ended = models.CharField(max_length=10, default="", blank=True)
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended=""), name="one_table_at_a_time"),
        ]
        indexes = [models.Index(fields=["case", "ended_at"])]


class Seat(ScopedModel):
    """Who sits where at a table; the seats are numbered from 0."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="seats")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "number"], name="one_person_a_seat")]


class Kept(ScopedModel):
    """A line of a sitting that everyone wanted to keep, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="kept")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField()
    made_at = models.DateTimeField(default=now)


class SittingRating(ScopedModel):
    """How it was for one person, 0 to 10: for them and their therapist, never for the other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="ratings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    heard = models.PositiveSmallIntegerField(null=True)
    tension_before = models.PositiveSmallIntegerField(null=True)
    tension_after = models.PositiveSmallIntegerField(null=True)
    again = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="rated_a_sitting_once")]
