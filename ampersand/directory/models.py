"""Therapists' pages, what the public sees of them, and the enquiries that reach them."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person, Practice
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.directory.rules.openings import Room
from ampersand.privacy.scope import ScopedModel


class Profile(ScopedModel):
    """A therapist's page as its owner writes it; what the public sees is its Listing, which changes only by review."""

    class State(models.TextChoices):
        DRAFT = "draft", "being written"
        SUBMITTED = "submitted", "waiting to be looked at"
        PUBLISHED = "published", "on show"
        WITHDRAWN = "withdrawn", "taken down"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.JSONField(default=dict, help_text="A card of rules/card.py")
    photo = models.ForeignKey("Photo", on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that two tabs notice each other")
    changed_at = models.DateTimeField(default=now)
    submitted_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, help_text="What the practice asks to be changed")
    room = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in Room])
    free_on = models.DateField(null=True)
    open_until = models.DateField(null=True, help_text="Until when what was said about room counts as confirmed")
    reminded_for = models.DateField(null=True, help_text="The end of confirmation that a reminder was sent for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "person"], name="one_page_per_therapist")]
        indexes = [
            models.Index(fields=["practice", "state", "submitted_at"]),
            models.Index(fields=["open_until"], condition=~Q(room=""), name="openings_by_end"),
        ]


class Photo(ScopedModel):
    """A photo, made anew from what was sent: two square sizes without anything else that the file held."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="photos")
    digest = models.CharField(max_length=32, help_text="From the picture itself; stands in its address")
    small = models.BinaryField()
    large = models.BinaryField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "digest"], name="one_row_per_photo")]
        indexes = [models.Index(fields=["digest"])]


class Listing(ScopedModel):
    """What everyone may see of a therapist, as the practice published it, with what a search needs beside it."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(unique=True, help_text="Its bit in the search's maps")
    slug = models.SlugField(max_length=80, unique=True)
    content = models.JSONField()
    photo = models.ForeignKey(Photo, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.TextField(help_text="What a search finds it under, separated by spaces")
    room = models.CharField(max_length=8, blank=True)
    free_on = models.DateField(null=True)
    open_until = models.DateField(null=True)
    sort_on = models.DateField(help_text="The first free day; far away without room or confirmation")
    seed = models.PositiveIntegerField(help_text="Drawn by lot when it was first published")
    turn = models.PositiveIntegerField(help_text="Its place among equals today")
    first_published_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(default=now)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["sort_on", "turn", "number"])]


class ListingPlace(ScopedModel):
    """One place where a listed therapist meets people, as a point that databases can measure from."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveIntegerField(help_text="The listing's")
    latitude = models.FloatField()
    longitude = models.FloatField()
    x = models.FloatField()
    y = models.FloatField()
    z = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude", "x", "y", "z", "number"], name="places_by_latitude")]


class SearchMap(models.Model):
    """For one word, which listings a search finds under it: a part of a set of numbers, one bit each."""

    word = models.CharField(max_length=60)
    part = models.PositiveIntegerField()
    bits = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "part"], name="one_row_per_word_and_part")]


class Enquiry(ScopedModel):
    """What somebody without an account sent to one or several therapists; only the holder of its link sees it whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form = models.UUIDField(unique=True, help_text="Made by the form, so that sending twice sends once")
    token_hash = models.CharField(max_length=64, unique=True)
    reach = models.BinaryField(help_text="Sealed: the link, and where mail may go, if anywhere")
    zone = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=now)


class Letter(ScopedModel):
    """One therapist's part of an enquiry. The words are sealed; nothing here tells whom else was asked."""

    class State(models.TextChoices):
        HELD = "held", "not sent yet"
        SENT = "sent", "sent"
        ACCEPTED = "accepted", "accepted"
        OFFERED = "offered", "times proposed"
        CHOSEN = "chosen", "time chosen"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"
        UNANSWERED = "unanswered", "not answered"
        BEGUN = "begun", "begun"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="letters")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="+")
    therapist = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent = models.BinaryField(help_text="Sealed: everything that was handed over")
    asked_at = models.DateTimeField(default=now)
    moved_at = models.DateTimeField(default=now, help_text="When something last happened")
    reminded_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="When the asker was told that there is no answer yet")
    turn = models.CharField(max_length=60, blank=True, help_text="Where else to turn, with a kind no")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "profile"], name="one_letter_per_therapist")]
        indexes = [models.Index(fields=["therapist", "state", "asked_at"]), models.Index(fields=["state", "moved_at"])]


class LetterWord(ScopedModel):
    """A word that was added to a letter, by the one who asked or by the therapist; sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="said")
    from_therapist = models.BooleanField()
    text = models.BinaryField()
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["letter", "at"])]


class OfferedTime(ScopedModel):
    """A time that a therapist proposes for a first meeting; one of a letter's may be chosen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    online = models.BooleanField()
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "starts_at"], name="one_row_per_offered_time"),
            models.UniqueConstraint(fields=["letter"], condition=Q(chosen_at__isnull=False), name="one_time_is_chosen"),
        ]
