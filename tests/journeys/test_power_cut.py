"""The server is killed while check-ins are being sent: what was acknowledged is there, and nothing is there by half."""

import http.client
import json
import os
import queue
import re
import signal
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.journeys.conftest import COUPLES
from tests.journeys.house import House, furnish, run
from tests.tables import state_of_migrations

pytestmark = pytest.mark.browser

CONNECTIONS = 6
CUTS = (8, 25)  # acknowledged check-ins after which the plug is pulled, one after the other
CODES = {"csi-4": (4, 3, 2, 1), "phq-9": (1, 2, 1, 0, 3, 1, 2, 1, 0)}


@dataclass
class CheckIn:
    """One check-in that somebody sends."""

    cookie: str
    assignment: str
    slug: str


@dataclass
class Senders:
    """Several connections that send check-ins until none is left or the server is gone."""

    port: int
    waiting: "queue.SimpleQueue[CheckIn]"
    stop_after: int
    acknowledged: list[CheckIn] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)

    def send_all(self) -> None:
        """One connection's work."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            while True:
                one = self.waiting.get_nowait()
                if _send(line, one):
                    self.acknowledged.append(one)
                if len(self.acknowledged) >= self.stop_after:
                    self.enough.set()
        except (queue.Empty, OSError, http.client.HTTPException):
            pass
        finally:
            line.close()


def _send(line: http.client.HTTPConnection, one: CheckIn) -> bool:
    path = f"/check-in/{one.assignment}/"
    line.request("GET", path, headers={"Cookie": f"session={one.cookie}"})
    page = line.getresponse()
    html = page.read().decode()
    if page.status != 200:  # it was taken before the plug was pulled
        return False
    held = SimpleCookie(page.headers.get("Set-Cookie", ""))
    names = ("csrfmiddlewaretoken", "version", "writer", "content")
    typed = {name: found[1] for name in names if (found := re.search(f'name="{name}" value="([^"]*)"', html))}
    typed |= {f"q{place}": str(code) for place, code in enumerate(CODES[one.slug], start=1)}
    headers = {
        "Cookie": f"session={one.cookie}; csrf={held['csrf'].value}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{line.port}",
    }
    for address in (f"{path}draft/", path):
        line.request("POST", address, urlencode(typed), headers)
        answer = line.getresponse()
        answer.read()
    return answer.status == 303


@pytest.fixture(params=["sqlite", "postgresql"])
def doomed(
    request: pytest.FixtureRequest, template: Path, empty_house: Path, tmp_path: Path, new_database: str | None
) -> Iterator[House]:
    """A house of its own that may fall."""
    if request.param == "sqlite":
        house = House.copied(template, tmp_path / "data")
    elif new_database is None:
        pytest.skip("DATABASE_URL names no PostgreSQL")
    else:
        house = House(tmp_path / "data", {"DATABASE_URL": new_database})
        furnish(house.folder, empty_house, tables=False)
        told = run(house.folder, "tests.journeys.prepare", str(COUPLES // 2), **house.more)
        (house.folder / "told.json").write_text(told, encoding="utf-8")
    house.start()
    yield house
    house.stop()


@pytest.fixture
def new_database() -> Iterator[str | None]:
    """A fresh database beside the one that DATABASE_URL names, with the tables that other tests made there, if any."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield None
        return
    import psycopg

    name, kept = f"journey_{uuid.uuid4().hex[:12]}", f"ready_{state_of_migrations()}"
    with psycopg.connect(url, autocommit=True) as held:
        there = held.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept]).fetchone()
        held.execute(f"CREATE DATABASE {name} TEMPLATE {kept if there else 'template1'}")
    yield urlsplit(url)._replace(path=f"/{name}").geturl()
    with psycopg.connect(url, autocommit=True) as held:
        held.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_the_plug_is_pulled_while_check_ins_are_sent_and_nothing_acknowledged_is_lost(doomed: House) -> None:
    everything = [
        CheckIn(person["cookies"][0], pk, slug)
        for story in doomed.told["stories"]
        for person in (story["ana"], story["ben"])
        for slug, pk in person["open"].items()
    ]
    acknowledged: dict[str, CheckIn] = {}
    for stop_after in CUTS:
        waiting: queue.SimpleQueue[CheckIn] = queue.SimpleQueue()
        for one in everything:
            if one.assignment not in acknowledged:
                waiting.put(one)
        senders = Senders(doomed.port, waiting, stop_after)
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for _ in range(CONNECTIONS):
                pool.submit(senders.send_all)
            assert senders.enough.wait(60), "too few check-ins were taken"
            doomed.stop(signal.SIGKILL)
        acknowledged |= {one.assignment: one for one in senders.acknowledged}
        _look_through(doomed, everything, acknowledged)
        doomed.start()
    line = http.client.HTTPConnection("127.0.0.1", doomed.port, timeout=20)
    rest = [one for one in everything if one.assignment not in acknowledged][:2]
    sent = [_send(line, one) for one in rest]
    line.close()
    assert any(sent) or not rest, "the house goes on as before"


def _look_through(house: House, everything: list[CheckIn], acknowledged: dict[str, Any]) -> None:
    held = json.loads(house.run("tests.journeys.stored"))
    assert held["faults"] == []
    assert held["lonely_events"] == 0, "an event tells of answers that are not there"
    for one in everything:
        found = held["assignments"][one.assignment]
        if found["state"] == "open":
            assert one.assignment not in acknowledged, "an acknowledged check-in is lost"
            assert found["given"] == [], "answers stand while the question is still open"
            continue
        assert found["state"] == "answered"
        assert not found["draft"], "a draft is left"
        (given,) = found["given"]
        codes = [given["codes"][str(number)] for number in range(1, len(CODES[one.slug]) + 1)]
        assert codes == list(CODES[one.slug])
        assert given["events"] == 1
        assert given["stands"], "the short row beside the answers was left behind"
