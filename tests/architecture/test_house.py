"""The house rules that a reader would otherwise have to remember."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.urls import URLPattern, URLResolver, get_resolver

from ampersand.privacy import policy
from ampersand.privacy.scope import ScopedModel
from tests.architecture import rules

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ampersand"
FLOORS = [
    "core",
    "privacy",
    "accounts",
    "cases",
    "safety",
    "meetings",
    "guide",
    "exercises",
    "goals",
    "checkins",
    "conflict",
    "conversations",
    "measures",
    "directory",
    "fhir",
    "intake",
    "pathway",
    "reports",
    "notes",
    "overview",
    "operations",
    "project",
]
SOURCES = [
    path for path in sorted(PACKAGE.rglob("*.py")) if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
# Framework tables and tables that hold no person's private rows; each with the reason why it needs no policy.
OPEN_MODELS = {
    "accounts.Person": "found by sign-in alone; pages see people through participations",
    "accounts.Practice": "names of practices",
    "accounts.StaffRole": "read by sign-in alone",
    "meetings.Fee": "what a practice asks for each kind of meeting",
    "meetings.Room": "names of rooms of a practice",
    "directory.SearchMap": "which public listings a search finds under a word; numbers only",
    "privacy.DataKey": "wrapped keys, read by the vault alone",
    "privacy.AuditEvent": "read by the audit commands alone",
}
# Where reading without a viewer is the task, and why. Pages are never among them.
WITHOUT_VIEWER = {
    "privacy/kept.py": "the engine itself",
    "cases/policy/__init__.py": "the ground of every relation",
    "cases/policy/people.py": "the ground of every relation to people",
    "accounts/sessions.py": "a cookie is looked up before anyone is known",
    "accounts/middleware.py": "a cookie is looked up before anyone is known",
    "accounts/letters.py": "what leaves asks how its reader may be reached; nobody is looking",
    "accounts/actions.py": "a lost second step is reset from the command line",
    "safety/policy/plans.py": "the ground of whom someone chose",
    "safety/actions/plans.py": "an alert asks for another look at a plan; whoever raises it learns nothing of it",
    "safety/policy/alerts.py": "the ground of the relation of whoever was called",
    "safety/queries/people.py": "whom to tell of an alert: a client raises it, who may not see who is called",
    "safety/actions/alerts.py": "an alert is raised by what a client answers, who never sees it",
    "safety/actions/considering.py": "what follows from a private check, which its sender may not read",
    "safety/queries/members.py": "the safety lead takes no part in a case, and the table was asked before",
    "safety/actions/answers.py": "an alert is raised by what a client answers, who never sees it",
    "safety/queries/undecided.py": "that a decision was made, in cases whose checks were read with the viewer",
    "safety/actions/calling.py": "the keeper calls people; nobody is looking yet",
    "meetings/queries/offers.py": "which times are free; a client sees nothing else of a therapist's calendar",
    "meetings/actions/freed.py": "whom to tell that a time is free, and whether one suits all; nobody reads it",
    "meetings/actions/telling.py": "a mail to each who takes part",
    "meetings/queries/feeds.py": "whose secret feed it is, before anyone is known; what it holds is read as they",
    "meetings/actions/reminding.py": "the keeper reminds people; nobody is looking",
    "meetings/actions/charging.py": "the keeper charges what was held; a payer is told by their own page",
    "meetings/queries/taken.py": "whether a time is taken, never by whom",
    "meetings/queries/shown.py": "until when meetings can be moved; a rule of the practice",
    "directory/policy.py": "an enquiry is opened by its link, by whoever holds it",
    "directory/actions/listing.py": "book-keeping of what everyone may see; nothing else is read",
    "directory/queries/finding.py": "numbers of public listings; each that is shown is read with the viewer",
    "conversations/actions/holding.py": "the keeper looks for what is due; each is then sent as its writer",
    "goals/content.py": "words that a client may start a goal from; no person's rows",
    "measures/content.py": "words of an instrument that a client is asked; no person's rows",
    "measures/actions/standing.py": "book-keeping beside the answers; nothing read leaves the file",
}
# Where SQL is written by hand, and why. Everything else goes through the ORM, or through privacy/prepared.py.
WITH_SQL = {
    "core/sqlite/base.py": "how the embedded database is opened",
    "core/bulk.py": "loading many rows at once, for the demo practice",
    "privacy/prepared.py": "runs what the ORM has built",
    "privacy/audit.py": "takes the lock of a chain",
    "accounts/limits.py": "one statement, so that processes cannot count past each other",
    "accounts/middleware.py": "session, person and roles in one look-up; a test compares it with the ORM",
    "operations/health.py": "asks whether the database answers",
    "operations/demo/reset.py": "empties the tables of a demo",
}
WITHOUT_TOKEN = {
    "directory/pages/yours.py": "the secret link in the address is the key; there is no session that could be misused",
    "safety/pages/leaving.py": "a page that expired must still let the person leave",
    "guide/pages/begin.py": "changes nothing",
    "directory/pages/consult.py": "showing changes nothing; sending needs no session and carries our own stamp",
    "directory/pages/find.py": "changes nothing, and looking around leaves no cookie behind",
}
BY_HAND = {"core/templatetags/look.py": "our own icons, from our own file"}


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("ampersand.")]


def test_a_foreign_key_points_down_or_stays_on_its_floor() -> None:
    for model in ours():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey):
                target = field.related_model._meta.app_label
                assert FLOORS.index(target) <= FLOORS.index(model._meta.app_label), (
                    f"{model.__name__}.{field.name} points up"
                )


def test_every_private_model_is_scoped_and_has_a_policy() -> None:
    for model in ours():
        label = model._meta.label
        if label in OPEN_MODELS:
            continue
        if issubclass(model, ScopedModel):
            assert model in policy.registered(), label
        else:
            assert not any(field.name in {"person", "case"} for field in model._meta.get_fields()), (
                f"{label} has people but no policy"
            )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_signals_and_no_way_round_the_viewer(path: Path) -> None:
    place = str(path.relative_to(PACKAGE))
    found = rules.in_module(
        path.read_text(encoding="utf-8"), without_viewer=place in WITHOUT_VIEWER, with_sql=place in WITH_SQL
    )
    assert not list(found)


# Everyone else writes by accounts.letters, which asks first whether and when a mail may reach someone.
SENDS = {
    "accounts/letters.py": "asks first",
    "accounts/codes.py": "a code that somebody asks for at this moment",
    "safety/actions/calling.py": "colleagues at their work",
    "directory/actions/telling.py": "therapists about their own page and inbox; askers go through letters",
    "directory/actions/reviewing.py": "therapists about their own page",
}


def test_no_mail_goes_past_how_someone_may_be_reached() -> None:
    sends = {str(path.relative_to(PACKAGE)) for path in SOURCES if "mail.send(" in path.read_text(encoding="utf-8")}
    assert sends == set(SENDS)


def test_no_page_opens_a_system_scope() -> None:
    for path in SOURCES:
        if path.name == "pages.py" or "pages" in path.parts:
            assert not list(rules.in_pages(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_script_or_style_inside_a_template(path: Path) -> None:
    assert not list(rules.in_template(path.read_text(encoding="utf-8")))


def test_few_forms_go_without_the_token_and_little_markup_is_made_by_hand() -> None:
    for path in SOURCES:
        place, source = str(path.relative_to(PACKAGE)), path.read_text(encoding="utf-8")
        assert not rules.exempt(source, {"csrf_exempt"}) or place in WITHOUT_TOKEN, place
        assert not rules.exempt(source, {"mark_safe"}) or place in BY_HAND, place


def test_every_exception_is_still_needed() -> None:
    for place in WITHOUT_VIEWER:
        assert list(rules.in_module((PACKAGE / place).read_text(encoding="utf-8"), with_sql=True)), place
    for place in WITH_SQL:
        assert list(rules.in_module((PACKAGE / place).read_text(encoding="utf-8"), without_viewer=True)), place


def test_every_static_file_that_a_template_names_is_there() -> None:
    for path in TEMPLATES:
        for name in re.findall(r"\{% static '([^']+)'", path.read_text(encoding="utf-8")):
            assert list(PACKAGE.glob(f"*/static/{name}")), f"{path}: {name}"


def test_no_host_in_locks_and_manifests() -> None:
    files = [
        *ROOT.glob("requirements/*"),
        ROOT / "pyproject.toml",
        *ROOT.glob("**/manifest.toml"),
        ROOT / "Makefile",
        *ROOT.glob(".ci/*"),
    ]
    for path in files:
        if ".venv" not in path.parts:
            assert not re.search(
                r"https?://|\.org/simple|--index|--find-links|registry\.",
                path.read_text(encoding="utf-8").replace("--no-emit-index-url", "").replace("--no-emit-find-links", ""),
            ), path


def test_every_locked_package_has_a_hash() -> None:
    for path in ROOT.glob("requirements/*.txt"):
        text = path.read_text(encoding="utf-8")
        for line in re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==.*(?:\n    .*)*", text, re.M):
            assert "--hash=sha256:" in line, line


def addresses(patterns: list[object], space: str = "") -> list[tuple[str, object]]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, pattern.namespace or space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append((f"{space}:{pattern.name}" if space else pattern.name, pattern.callback))
    return found


def test_a_page_has_one_name_in_address_and_function() -> None:
    for name, view in addresses(get_resolver().url_patterns):
        if ":" in name and getattr(view, "__module__", "").startswith("ampersand."):
            assert view.__name__ == name.split(":")[1], f"{name} is served by {view.__name__}"


def test_files_and_functions_stay_small_enough_to_read() -> None:
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, f"{path} could be two rooms"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 46, f"{path}:{node.name} does more than one thing"
