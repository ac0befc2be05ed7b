"""What the doctor looks at. Each check answers in words that say what to do."""

import importlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from ampersand.core.clock import today
from ampersand.operations import readiness
from ampersand.privacy import audit, vault
from ampersand.privacy.keyring import KeyRingError
from ampersand.privacy.models import DataKey
from ampersand.safety.queries import lines, on_call
from ampersand.safety.rules.lines import AGAIN_AFTER, OLD_AFTER

PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")  # as scripts/system-packages


class Level(Enum):
    """How a finding stands."""

    WELL = "well"
    ADVICE = "advice"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report."""

    level: Level
    what: str
    words: str


def examine() -> list[Finding]:
    """Every finding; a check that itself fails is a finding too."""
    findings: list[Finding] = []
    for name, check in CHECKS.items():
        try:
            findings += [Finding(level, name, words) for level, words in check()]
        except Exception as error:
            findings.append(Finding(Level.WRONG, name, f"could not be checked: {error}"))
    return findings


Report = Iterator[tuple[Level, str]]


def database() -> Report:
    """Whether the database answers and has all tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    missing = readiness.pending_migrations()
    if missing:
        yield Level.WRONG, f"{len(missing)} migrations are missing. Run: ampersand migrate"
    else:
        yield Level.WELL, f"{connection.vendor} answers and is up to date"


def keys() -> Report:
    """Whether the key ring can be read, is kept from others, and holds every key in use."""
    path = Path(settings.KEY_RING_FILE)
    ring = vault.ring()
    if path.stat().st_mode & 0o077:
        yield Level.WRONG, f"others can read {path}. Run: chmod 600 {path}"
    held = DataKey.objects.filter(wrapped__isnull=False)
    lost = set(held.values_list("ring_key", flat=True).distinct()) - set(ring.keys)
    if lost:
        raise KeyRingError(f"the ring lacks {', '.join(sorted(lost))}: texts under it cannot be read. Restore the ring")
    behind = held.exclude(ring_key=ring.current).count()
    if behind:
        yield Level.ADVICE, f"{behind} data keys are under an older master key. Run: ampersand keys rotate"
    yield (
        Level.ADVICE if _same_folder(path) else Level.WELL,
        (f"{path} is readable. Keep a copy where the database's backups are not"),
    )


def chains() -> Report:
    """Whether every audit chain holds."""
    faults = list(audit.verify())
    for fault in faults[:5]:
        yield Level.WRONG, f"chain {fault.chain}, event {fault.number}: {fault.what}"
    if not faults:
        yield Level.WELL, f"every chain holds; {len(audit.anchored())} are anchored in {settings.ANCHOR_FOLDER}"


def jobs() -> Report:
    """Whether queued jobs are being done."""
    waiting = DBTaskResult.objects.ready().count()
    if waiting > 20:
        yield Level.WRONG, f"{waiting} jobs wait. Is a keeper running? `ampersand serve` starts one"
    else:
        yield Level.WELL, f"{waiting} jobs wait"


def calls() -> Report:
    """Whether somebody is called again to what nobody has taken on."""
    if on_call.is_kept():
        yield Level.WELL, "the keeper is at work: people are called to what cannot wait until somebody answers"
    else:
        yield (
            Level.WRONG,
            "the keeper gave no sign for three minutes: nobody is called to alerts. Run: ampersand keep",
        )


def mail() -> Report:
    """Whether mails leave."""
    if settings.MAIL_URL:
        yield Level.WELL, "mails leave by the server in AMPERSAND_MAIL_URL"
    else:
        level = Level.WELL if settings.DEMO else Level.WRONG
        yield level, f"mails go to the folder {settings.MAIL_FOLDER} and to nobody. Set AMPERSAND_MAIL_URL"


def serving() -> Report:
    """Whether pages are served as they should be."""
    if settings.DEMO:
        yield Level.ADVICE, "this is a demo: anyone who reaches it can sign in as anyone. Never put real people in it"
    if settings.DEBUG:
        yield Level.WRONG, "AMPERSAND_DEBUG shows the program's insides to everyone"
    if not settings.HTTPS and not settings.DEMO:
        yield Level.WRONG, "pages are not served over HTTPS"
    yield Level.WELL, f"answers to {', '.join(settings.ALLOWED_HOSTS)}"


def lines_that_help() -> Report:
    """Whether somebody checked the lines of every country lately; a country a line."""
    worst = {
        country: max((line.days_since_check(today("UTC")) for line in country.lines), default=0)
        for country in lines.countries()
    }
    for country, days in sorted(worst.items(), key=lambda one: -one[1]):
        if days > AGAIN_AFTER:
            level = Level.WRONG if days > OLD_AFTER else Level.ADVICE
            yield level, f"{country.name}: checked up to {days} days ago. Open each page in content/safety/lines"
    if max(worst.values()) <= AGAIN_AFTER:
        yield Level.WELL, f"{len(worst) - 1} countries, checked within {AGAIN_AFTER} days"


def files() -> Report:
    """Whether reports can be made into files: the program that does it stands on libraries of the system."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError) as missing:
        yield (
            Level.WRONG,
            f"reports cannot be made into files ({missing}). Run: apt-get install {' '.join(PDF_PACKAGES)}",
        )
    else:
        yield Level.WELL, "reports can be made into files"


def space() -> Report:
    """Whether there is room on the disk."""
    free = shutil.disk_usage(settings.DATA_DIR).free / 2**30
    level = Level.WRONG if free < 1 else Level.ADVICE if free < 5 else Level.WELL
    yield level, f"{free:.0f} GiB free in {settings.DATA_DIR}"


def _same_folder(path: Path) -> bool:
    return not settings.DEMO and Path(settings.DATA_DIR) in path.parents


CHECKS: dict[str, Callable[[], Report]] = {
    "database": database,
    "keys": keys,
    "audit": chains,
    "jobs": jobs,
    "calls": calls,
    "mail": mail,
    "serving": serving,
    "lines": lines_that_help,
    "files": files,
    "disk": space,
}
