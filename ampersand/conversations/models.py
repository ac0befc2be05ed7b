"""Conversations of a case, what is written in them in all its versions, what is begun, and one's own marks."""

from django.db import models

from ampersand.accounts.models import Person, Practice
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Thread(ScopedModel):
    """One conversation: of all in a case, or, with a person, of that person alone with those who treat.

    What stands here about waiting is for those who treat; no page of a client shows it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(null=True, help_text="When something was written last")
    client_at = models.DateTimeField(null=True, help_text="When a client wrote last")
    waiting_since = models.DateTimeField(null=True, help_text="Since when a client waits for an answer; empty: nobody")
    sounds_since = models.DateTimeField(
        null=True, help_text="Since when words stand unanswered that sound like danger; in conversations alone only"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(person__isnull=True), name="one_thread_of_all"),
            models.UniqueConstraint(
                fields=["case", "person"], condition=models.Q(person__isnull=False), name="one_thread_alone_each"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "waiting_since"]),
            models.Index(fields=["case", "-last_at"]),
            models.Index(fields=["person", "case"]),
        ]


class Message(ScopedModel):
    """One message; its words are in its versions, of which the latest stands. `person` as in its thread."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField(default=now)
    version = models.PositiveSmallIntegerField(default=1, help_text="Which of its versions stands now")
    changed_at = models.DateTimeField(null=True, help_text="When its words were changed last")

    class Meta:
        indexes = [models.Index(fields=["thread", "-sent_at", "-id"]), models.Index(fields=["thread", "-changed_at"])]


class Version(ScopedModel):
    """The words of a message as they were at one time, sealed. Never overwritten: a change is the next number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="versions", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField(help_text="Of its message: whoever joins later reads from then on")
    number = models.PositiveSmallIntegerField(default=1)
    words = models.BinaryField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="one_message_version_per_number")]


class MessageDraft(ScopedModel):
    """What somebody has begun to write in a conversation, for them alone, on every device of theirs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "by"], name="one_message_draft_each")]
        indexes = [models.Index(fields=["saved_at"])]


class ThreadMark(ScopedModel):
    """One person's own mark in a conversation: until when they have read, and when a mail told them that more waits.

    For their own "new from here" and so that mails are few; no page shows it to anybody else.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    looked_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="one_mark_each")]
        indexes = [models.Index(fields=["person", "-told_at"])]


class HeldMessage(ScopedModel):
    """A message that waits a while before it is sent, by choice; its writer's alone until then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.BinaryField()
    send_at = models.DateTimeField(null=True, help_text="Empty: it could not be sent when its time came")
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["send_at"]), models.Index(fields=["thread", "by"])]


class AnswerHours(ScopedModel):
    """When a therapist is there, how soon they answer, whom to turn to otherwise, and days on which they are away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    hours = models.CharField(max_length=120, blank=True, help_text="When they are there, in words")
    answers_within = models.CharField(max_length=120, blank=True, help_text="How soon they answer, in words")
    otherwise = models.CharField(max_length=300, blank=True, help_text="Whom to turn to at other times")
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)
    away_words = models.CharField(max_length=300, blank=True, help_text="Who is there meanwhile")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "practice"], name="one_set_of_hours_each"),
            models.CheckConstraint(
                condition=models.Q(away_from__isnull=True, away_until__isnull=True)
                | models.Q(away_until__gte=models.F("away_from")),
                name="away_from_a_day_until_a_day",
            ),
        ]


class Upload(ScopedModel):
    """A file on its way, or come whole and waiting for the message it goes with; whoever sends it sees it alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    held = models.ForeignKey(HeldMessage, on_delete=models.SET_NULL, null=True, related_name="uploads")
    name = models.BinaryField(help_text="What the sender called it, sealed")
    size = models.PositiveIntegerField(help_text="Bytes that are to come")
    got = models.PositiveIntegerField(default=0, help_text="Bytes that have come")
    kind = models.CharField(max_length=8, blank=True, help_text="What it is, by its content; empty until it is whole")
    file = models.BinaryField(null=True, help_text="Made anew and sealed, once it is whole")
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["thread", "by"]), models.Index(fields=["made_at"])]


class Piece(ScopedModel):
    """Some bytes of a file that is on its way, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.PositiveIntegerField(help_text="Of which byte it is the first")
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "at"], name="a_piece_comes_once")]


class Attachment(ScopedModel):
    """A file that was sent with a message, sealed; `person` and `sent_at` as of its message."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    name = models.BinaryField()
    size = models.PositiveIntegerField()
    file = models.BinaryField()
