"""Data keys and the audit chain. Nothing here is read except through vault.py and audit.py."""

from django.db import models

from ampersand.core.clock import now


class DataKey(models.Model):
    """The key of one person's sealed texts in one case or other unit, wrapped by the key ring; gone when destroyed."""

    case_id = models.UUIDField()
    owner_id = models.UUIDField()
    ring_key = models.CharField(max_length=16)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_id", "owner_id"], name="one_key_per_case_and_owner"),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=True) ^ models.Q(destroyed_at__isnull=True),
                name="a_destroyed_key_is_empty",
            ),
        ]


class AuditEvent(models.Model):
    """One link of a chain; the database refuses to change or delete it."""

    chain = models.UUIDField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    note = models.TextField()
    seal = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_event_per_place_in_a_chain")]
