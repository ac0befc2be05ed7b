"""What must be in place before pages are served: tables, the list of towns, static files."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ampersand.directory import gazetteer

Tell = Callable[[str], object]


def prepare(tell: Tell) -> None:
    """Bring the database and the static files up to date; quick where they are."""
    if pending_migrations():
        tell("Bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)
    if not gazetteer.file().exists():
        tell("Making the list of towns")
        gazetteer.make()
    if static_files_are_old():
        tell("Collecting the static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        _stamp().write_text(_newest(), encoding="ascii")


def pending_migrations() -> list[str]:
    """The names of migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def static_files_are_old() -> bool:
    """Whether a static file changed since they were collected."""
    return not _stamp().exists() or _stamp().read_text(encoding="ascii") != _newest()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / "collected"


def _newest() -> str:
    package = Path(__file__).resolve().parent.parent
    times = [path.stat().st_mtime_ns for path in package.glob("*/static/**/*") if path.is_file()]
    return f"{len(times)}-{max(times, default=0)}"
