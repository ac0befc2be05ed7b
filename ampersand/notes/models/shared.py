"""What we see together: four boxes that everyone reads once they are shown, and how each person marks them."""

from django.db import models

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.notes.models.writing import Written
from ampersand.notes.rules.formulation import Box, Mark
from ampersand.privacy.scope import ScopedModel


class Formulation(Written):
    """One version of what we see together: for those who treat until it is shown, then for all of us."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    audience = models.CharField(max_length=16, default=Audience.TEAM.value)
    shown_at = models.DateTimeField(default=now, help_text="When it was shown; until then when it was begun")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="formulations_are_numbered"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(audience=Audience.TEAM.value), name="one_formulation_is_written"
            ),
        ]


class BoxMark(ScopedModel):
    """How one person sees one box: fits, partly, not, and perhaps a word, sealed. For them and those who treat."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    formulation = models.ForeignKey(Formulation, on_delete=models.PROTECT, related_name="marks")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    box = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Box])
    mark = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Mark])
    words = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["formulation", "person", "box"], name="one_mark_for_each_box")]
