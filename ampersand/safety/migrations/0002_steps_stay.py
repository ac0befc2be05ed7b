"""What happened to an alert is never written anew: the database itself refuses to change a step."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER alert_steps_stay BEFORE UPDATE ON safety_alertstep
       BEGIN SELECT RAISE(ABORT, 'a step of an alert is never changed'); END""",
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION alert_steps_stay() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'a step of an alert is never changed'; END $$""",
    """CREATE TRIGGER alert_steps_stay BEFORE UPDATE ON safety_alertstep
       FOR EACH ROW EXECUTE FUNCTION alert_steps_stay()""",
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("safety", "0001_alerts")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
