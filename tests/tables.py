"""The test database: its tables are made once for each state of the migrations, kept, and copied from then on."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """In the place of pytest-django's own."""
    cache = getattr(request.config, "cache", None)
    folder = cache.mkdir("tables") if cache else tmp_path_factory.getbasetemp().parent
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), one_at_a_time(folder):
        name, kept = connection.creation._get_test_db_name(), f"ready_{state_of_migrations()}"
        take_over(folder / kept, folder.parent / "houses" / f"empty-{state_of_migrations()}")
        if not copy(folder, kept, name):
            setup_databases(verbosity=0, interactive=False)
            connection.close()
            keep(folder, name, kept)
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Workers that begin together take turns: the first makes the tables, the others copy them."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def state_of_migrations() -> str:
    """Another one whenever a table might be another: every migration, every model, the version of Django."""
    seen = sha256(f"{django.VERSION} {sorted(settings.INSTALLED_APPS)}".encode())
    for app in apps.get_app_configs():
        for file in sorted([*Path(app.path).glob("migrations/*.py"), *Path(app.path).rglob("models*.py")]):
            seen.update(file.read_bytes())
    return seen.hexdigest()[:16]


def take_over(kept: Path, house: Path) -> None:
    """The journeys' empty house has the same tables: where it was made first, they need not be made again."""
    file = house / "ampersand.sqlite3"
    is_made = (house / "ready").exists() and not (house / f"{file.name}-wal").exists()
    if connection.vendor == "sqlite" and is_made and not kept.exists():
        shutil.copyfile(file, kept)


def copy(folder: Path, kept: str, name: str) -> bool:
    """Begin with the tables that were kept, and use them from now on; false when none were."""
    if connection.vendor == "sqlite":
        if not (folder / kept).exists():
            return False
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
        shutil.copyfile(folder / kept, name)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
            if not cursor.fetchone():
                return False
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')
        connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    return True


def keep(folder: Path, name: str, kept: str) -> None:
    """Keep tables that were just made; nobody may be connected to them."""
    if connection.vendor == "sqlite":
        for old in folder.glob("ready_*"):
            old.unlink()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / kept)])
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'ready\\_%%'")
            for (old,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{kept}" TEMPLATE "{name}"')
