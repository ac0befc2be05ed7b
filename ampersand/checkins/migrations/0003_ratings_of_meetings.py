"""Ratings hang on meetings of the calendar; the table of hand-made ones goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("checkins", "0002_carry_over"), ("meetings", "0001_start")]
    operations = [
        migrations.RemoveConstraint("feedback", "one_rating_a_version"),
        migrations.RemoveConstraint("feedback", "one_rating_stands"),
        migrations.RenameField("feedback", "occasion", "meeting"),
        migrations.AlterField(
            "feedback",
            "meeting",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="meetings.meeting"
            ),
        ),
        migrations.AddConstraint(
            "feedback",
            models.UniqueConstraint(fields=("meeting", "person", "number"), name="one_rating_a_version"),
        ),
        migrations.AddConstraint(
            "feedback",
            models.UniqueConstraint(
                condition=models.Q(("current", True)), fields=("meeting", "person"), name="one_rating_stands"
            ),
        ),
        migrations.DeleteModel("Occasion"),
    ]
