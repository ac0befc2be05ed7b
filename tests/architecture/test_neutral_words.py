"""No page title, mail or calendar entry carries a clinical word: over every template and every subject.

A title stands in the browser's tabs and history, a mail on a locked screen, a calendar entry on the kitchen wall.
`NEVER` holds for all of them. `NOT_IN_POST` holds for what arrives without being asked for: a mail must not even say
that someone sees a therapist. A title may ("Find a therapist"): whoever opened that page chose to, and its address
says no less. Titles as they come out are looked at by the walk in `safety/tests/test_every_page.py`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from ampersand.accounts.models import Person
from ampersand.cases.actions import Invitee, open_case
from ampersand.measures import content
from tests.cast import Cast

PACKAGE = Path(__file__).parents[2] / "ampersand"
PAGES = [
    path
    for path in sorted(PACKAGE.glob("**/templates/**/*.html"))
    if re.search("{% block (?:whole_)?title %}|<title>", path.read_text(encoding="utf-8"))
]
POST = [path for kind in ("txt", "ics") for path in sorted(PACKAGE.glob(f"**/templates/**/*.{kind}"))]
NEVER = re.compile(
    r"\b(?:abus\w*|violen\w*|weapon\w*|threat\w*|afraid|fear\w*|frighten\w*|hurt\w*|harm\w*|injur\w*|unsafe"
    r"|suicid\w*|self-harm\w*|ending my life|death|dying|die|crisis|risk\w*|alerts?|danger\w*"
    r"|safety|private check\w*|screen(?:ing|er|s)?|red flag\w*|depress\w*|anxi\w*|panic|trauma\w*|ptsd|stress"
    r"|symptom\w*|disorder\w*|diagnos\w*|illness|patient\w*|clinic\w*|mental|addict\w*|alcohol\w*|drugs?"
    r"|drink\w*|gambl\w*|affair\w*|infidel\w*|cheat\w*|sex\w*|divorc\w*|break-?up|custody|psych\w*|medicat\w*)\b",
    re.I,
)
NOT_IN_POST = re.compile(
    r"\b(?:therap\w*|counsel\w*|treatment\w*|session\w*|couple\w*|partner\w*|relationship\w*|famil\w*|marri\w*"
    r"|husband|wife|client\w*|case|private\w*|secret\w*|questionnaire\w*|measure\w*|score\w*|result\w*|check-in)\b",
    re.I,
)
TITLE = re.compile(r"{% block (?:whole_)?title %}(.*?){% endblock %}|<title>(.*?)</title>", re.S)


@cache
def instruments() -> re.Pattern[str]:
    """Every name of an instrument, also without its dash."""
    found: set[str] = set()
    for slug, one in content.from_files().items():
        found |= {slug, slug.replace("-", ""), slug.replace("-", " ")} | {words.title for words in one.wording.values()}
    return re.compile(
        r"\b(?:" + "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True)) + r")\b", re.I
    )


def words_of(template: str) -> str:
    """What a template says, without its tags and variables; what is translated stays."""
    said = re.sub(r"{%\s*translate\s+[\"'](.*?)[\"']\s*%}", r"\1", template)
    return re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", said, flags=re.S)


def clinical(text: str, *, post: bool = False) -> list[str]:
    """The words in it that must not be there."""
    found = [match[0] for match in NEVER.finditer(text)] + [match[0] for match in instruments().finditer(text)]
    return found + ([match[0] for match in NOT_IN_POST.finditer(text)] if post else [])


@cache
def senders() -> tuple[tuple[str, ast.FunctionDef], ...]:
    """Every function that sends a mail, with the file it stands in."""
    found = []
    for path in sorted(PACKAGE.glob("**/*.py")):
        text = path.read_text(encoding="utf-8")
        if {"tests", "migrations"} & set(path.parts) or not any(
            word in text for word in ("mail.send(", "letters.write")
        ):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and any(_sends(one) or _writes(one) for one in ast.walk(node)):
                found.append((str(path.relative_to(PACKAGE)), node))
    return tuple(found)


def subjects() -> Iterator[tuple[str, str]]:
    """Every text in a function that sends a mail, with its place: the subject is among them."""
    for place, function in senders():
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}:
                for text in call.args:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield f"{place}:{call.lineno}", text.value


def _sends(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "send"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "mail"
    )


def _writes(node: ast.AST) -> bool:
    """Through letters, which asks first how someone may be reached and puts the name that they chose."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"write", "write_to"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "letters"
    )


def short(path: Path) -> str:
    return str(path).split("/templates/")[1]


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_no_title_names_anything_clinical(path: Path) -> None:
    titles = [first or second for first, second in TITLE.findall(path.read_text(encoding="utf-8"))]
    assert titles
    for title in titles:
        assert clinical(words_of(title)) == [], title


@pytest.mark.parametrize("path", POST, ids=short)
def test_no_mail_and_no_calendar_entry_names_anything_clinical(path: Path) -> None:
    assert clinical(words_of(path.read_text(encoding="utf-8")), post=True) == []


def test_no_subject_names_anything_clinical() -> None:
    found = dict(subjects())
    assert {"You have an invitation", "You have something to fill in", "Your code"} <= set(found.values())
    assert {place: text for place, text in found.items() if clinical(text, post=True)} == {}


def test_every_mail_goes_out_under_the_name_that_its_reader_chose() -> None:
    for place, function in senders():
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and _sends(call):
                assert "sender_name" in {word.arg for word in call.keywords}, f"{place}:{call.lineno}"


def test_ana_gets_her_mail_from_a_book_club(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(sender_name="Book club")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        Client().post("/account/sign-in/", {"login": cast.ana.email})
        open_case(by=cast.viewer(cast.hugo), kind="individual", invitees=[Invitee("Ana", cast.ana.email)])
    assert mail.outbox
    for message in mail.outbox:
        assert message.from_email.startswith("Book club <")
        assert clinical(f"{message.subject}\n{message.body}", post=True) == []


def test_the_lists_know_what_they_are_for() -> None:
    for words in ("Safety plan", "Your PHQ-9", "phq9 result", "Suicide", "The private check", "Risk and alerts"):
        assert clinical(words), words
    assert clinical("Your therapist wrote", post=True)
    assert clinical("Find a therapist") == []
    assert clinical("You have something to fill in", post=True) == []
