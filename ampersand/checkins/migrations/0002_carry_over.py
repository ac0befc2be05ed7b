"""The meetings that therapists set by hand go into the calendar, with their ids: what hangs on them goes on."""

from datetime import timedelta

from django.db import migrations


def carry_over(apps, schema_editor):
    """Each becomes a joint meeting of its case; those that lie over another of the same therapist are marked."""
    Occasion, Meeting = apps.get_model("checkins", "Occasion"), apps.get_model("meetings", "Meeting")
    Participation = apps.get_model("cases", "Participation")
    leads = dict(
        Participation.objects.filter(role="therapist").order_by("joined_at").values_list("case_id", "person_id")
    )
    until = {}
    rows = []
    for one in Occasion.objects.select_related("case__practice").order_by("meets_at").iterator():
        therapist = leads.get(one.case_id, one.set_by_id)
        ends = one.meets_at + timedelta(minutes=one.minutes)
        stands = one.called_off_at is None
        over = stands and one.meets_at < until.get(therapist, one.meets_at)
        if stands and not over:
            until[therapist] = ends
        rows.append(
            Meeting(
                id=one.id, case_id=one.case_id, therapist_id=therapist, practice_id=one.case.practice_id,
                begins_at=one.meets_at, ends_at=ends, free_at=ends, zone=one.case.practice.time_zone,
                state="set" if stands else "called_off", carried=over, set_by_id=one.set_by_id, made_at=one.made_at,
                changed_at=one.called_off_at or one.made_at, revision=0 if stands else 1,
            )
        )
    Meeting.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("checkins", "0001_start"), ("meetings", "0001_start"), ("cases", "0003_changes")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
