"""One practice of one size, loaded and measured. Started by bench/practices.py, one process each time."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import django

from bench.turns import AT_ONCE, alternate

ANSWERS = [2, 1, 3, 1, 0, 1, 2, 0, 0]
CSRF = "b" * 32
WARM_TRIPS = 60


def main() -> None:
    """Load the practice of this data folder, or measure it and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("do", choices=["load", "measure"])
    parser.add_argument("--couples", type=int, default=1000)
    parser.add_argument("--administrations", type=int, default=1000)
    parser.add_argument("--parts", nargs="+", default=["round-trip", "caseload"])
    parser.add_argument("--trips", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "ampersand.project.settings"
    django.setup()
    if options.do == "load":
        load(options)
    else:
        print(json.dumps(measure(options)))


def load(options: argparse.Namespace) -> None:
    """An empty database, then everything in it; what plans queries is told of it."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("demo", couples=options.couples, administrations=options.administrations, stdout=sys.stderr)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Every figure of one size."""
    from bench import server

    figures: dict[str, Any] = {"queries": queries(), "inside": inside(options.parts, options.trips // AT_ONCE)}
    port = server.free_port()
    command = [*server.SERVE, "--port", str(port), "--workers", str(options.workers)]
    with server.serving(command, port) as process:
        asyncio.run(warm(port, [partial(visit, "/", f"csrf={CSRF}")] * 40))
        if "round-trip" in options.parts:
            asyncio.run(warm(port, [partial(round_trip, trip) for trip in prepare(WARM_TRIPS)]))
            for connections in (1, 8, 32):
                journeys = [partial(round_trip, trip) for trip in prepare(options.trips)]
                figures[f"check-in/{connections}"] = timed(process, port, journeys, connections)
        if "caseload" in options.parts:
            asyncio.run(warm(port, [partial(visit, "/caseload/", staff_cookie())] * 16))
            for connections in (1, 8):
                visits = [partial(visit, "/caseload/", staff_cookie())] * 60
                figures[f"caseload/{connections}"] = timed(process, port, visits, connections)
        figures["memory_mb"] = round(server.memory_mb(process))
    return figures


def inside(parts: Sequence[str], rounds: int) -> dict[str, float]:
    """CPU ms without a server; the round trip in turns with the yardsticks."""
    python, found = [sys.executable, "-m"], {}
    if "round-trip" in parts:
        trips = str((rounds + 6) * AT_ONCE)
        found |= alternate(
            {
                "plain": [*python, "bench.plain", "form"],
                "lean": [*python, "bench.plain", "lean"],
                "check-in": [*python, "bench.inside", "check-in", trips],
            },
            rounds,
        )
    if "caseload" in parts:
        found |= alternate({"caseload": [*python, "bench.inside", "caseload"]}, 8)
    return found


def timed(process: Any, port: int, journeys: Sequence[Any], connections: int) -> dict[str, float]:
    """CPU ms a journey, p50 and p95 in ms, journeys a second, failures."""
    from bench import load, server

    before = server.processor_seconds(process)
    times = asyncio.run(load.run(port, journeys, connections))
    used = server.processor_seconds(process) - before
    return {
        "cpu_ms": round(used / len(journeys) * 1000, 2),
        "p50": round(times.at(0.5), 1),
        "p95": round(times.at(0.95), 1),
        "per_second": round(len(times.each) / times.seconds),
        "failed": times.failed,
    }


def prepare(count: int) -> list[tuple[str, str]]:
    """(address of an open PHQ-9, cookie) for this many clients, each with twenty scores behind them where there are."""
    from ampersand.cases.models import Participation
    from ampersand.core.clock import now
    from ampersand.measures.models import Assignment
    from ampersand.privacy.scope import system_scope

    with system_scope("measuring speed"):
        Assignment.objects.filter(state="open", instrument="phq-9").update(state="withdrawn", closed_at=now())
        parts = list(
            Participation.objects.filter(role="member", left_at=None, case__state="open")
            .order_by("pk").select_related("person")[:count]
        )  # fmt: skip
        rows = [
            Assignment(case_id=part.case_id, person_id=part.person_id, instrument="phq-9", opens_on=now().date())
            for part in parts
        ]
        Assignment.objects.bulk_create(rows)
    return [(f"/check-in/{row.pk}/", cookie_for(part.person)) for row, part in zip(rows, parts, strict=True)]


def cookie_for(person: Any) -> str:
    """The cookie header of a fresh sign-in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from ampersand.accounts.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["second_factor"] = True
    session.create()
    return f"session={session.session_key}; csrf={CSRF}"


def staff_cookie() -> str:
    """The cookie of the therapist or supervisor who has the most open cases."""
    return most_cases()[0]


def most_cases() -> tuple[str, int, int]:
    """The therapist or supervisor who has the most cases: their cookie, how many cases, how many lines in these."""
    from django.db.models import Count

    from ampersand.accounts.models import Person
    from ampersand.cases.models import Participation
    from ampersand.measures.models import Standing
    from ampersand.privacy.scope import system_scope

    with system_scope("measuring speed"):
        most = (
            Participation.objects.filter(role__in=["therapist", "supervisor"], left_at=None)
            .values("person").annotate(cases=Count("pk")).order_by("-cases")[0]
        )  # fmt: skip
        theirs = Participation.objects.filter(person=most["person"], left_at=None).values("case")
        lines = Standing.objects.filter(case__in=theirs).count()
    return cookie_for(Person.objects.get(pk=most["person"])), most["cases"], lines


async def warm(port: int, journeys: Sequence[Any]) -> None:
    """Let every worker read its templates and plan its queries, which it does once."""
    from bench import load

    await load.run(port, journeys, 8)


async def visit(path: str, cookie: str, connection: Any) -> bool:
    """Open one page."""
    answer = await connection.ask("GET", path, {"Cookie": cookie})
    return answer.status == 200


def sheet() -> dict[str, Any]:
    """The fields that a browser sends for nine answers to the PHQ-9."""
    from ampersand.measures import content

    answers = {f"q{place}": code for place, code in enumerate(ANSWERS, start=1)}
    return {"csrfmiddlewaretoken": CSRF, "content": content.instrument("phq-9").digest} | answers


async def round_trip(trip: tuple[str, str], connection: Any) -> bool:
    """Send nine answers, then read the page with the line."""
    path, cookie = trip
    fields = sheet()
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    sent = await connection.ask("POST", path, headers, urlencode(fields).encode())
    if sent.status != 303:
        print(sent.status, sent.body[:300], file=sys.stderr)
        return False
    page = await connection.ask("GET", sent.headers["location"], {"Cookie": cookie})
    return page.status == 200


def queries() -> dict[str, int]:
    """How many queries each request of the round trip, and the caseload, makes; how much the caseload holds."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    path, cookie = prepare(1)[0]
    client = Client(SERVER_NAME="localhost")
    fields = sheet()
    with CaptureQueriesContext(connection) as sending:
        sent = client.post(path, fields, headers={"cookie": cookie})
    if sent.status_code != 303:
        raise SystemExit(f"The answers were not taken: {sent.status_code} {sent.content[:2000].decode()}")
    with CaptureQueriesContext(connection) as reading:
        client.get(sent["location"], headers={"cookie": cookie})
    cookie, cases, lines = most_cases()
    with CaptureQueriesContext(connection) as listing:
        client.get("/caseload/", headers={"cookie": cookie})
    return {"post": len(sending), "get": len(reading), "caseload": len(listing), "cases": cases, "lines": lines}


if __name__ == "__main__":
    main()
