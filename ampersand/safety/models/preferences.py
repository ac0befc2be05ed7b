"""What one person chose about getting help and leaving fast."""

from django.db import models

from ampersand.accounts.models import Person
from ampersand.privacy.scope import ScopedModel


class Preference(ScopedModel):
    """The country whose lines a person wants to see first, and when leaving fast was explained to them."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    country = models.CharField(max_length=9, blank=True, help_text="Two small letters, or elsewhere; empty: not chosen")
    told_at = models.DateTimeField(null=True, help_text="When the page about leaving fast was read")
