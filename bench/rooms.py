"""`python -m bench.rooms`: live rooms under load: 500 tables of three, 200 events a second, everything on.

An event changes a table in the database and gives its hint; it has come when all three screens show it, each drawn for
its own viewer after session and policy were asked. Wanted: 99 of 100 within 100 ms, under 120 kB of memory a socket, no
query while nothing happens. The load needs a processor too, so a machine with two shows less than its servers could do.
"""

import argparse
import asyncio
import contextlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import server

A_ROOM = 3
HEAD = (
    "| live rooms | sockets | kB a socket | CPU idle | events a second | p50 ms | p99 ms | CPU of the servers |\n"
    "|---|---|---|---|---|---|---|---|"
)
IDLE, WARM = 10, 3  # seconds
NUMBER = re.compile(r"Number (\d+)")


@dataclass
class Room:
    """One table: the number of the last event there, what each screen shows, and who waits for which number."""

    id: Any
    case: Any
    cookies: list[str]
    number: int = 0
    shown: list[int] = field(default_factory=lambda: [0] * A_ROOM)
    waiting: deque[tuple[int, asyncio.Event]] = field(default_factory=deque)

    def shows(self, place: int, text: str) -> None:
        """Note what a screen shows; an event has come when all show it, or a later one."""
        if found := NUMBER.search(text):
            self.shown[place] = int(found[1])
        while self.waiting and self.waiting[0][0] <= min(self.shown):
            self.waiting.popleft()[1].set()


def main() -> None:
    """Print one table: one process, two over Redis, and the ordinary server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=500)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=15)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ampersand-bench-"))
    os.environ |= {
        "AMPERSAND_DATA_DIR": str(folder), "AMPERSAND_HTTPS": "no", "AMPERSAND_HOSTS": "localhost",
        "AMPERSAND_DEMO": "yes", "DJANGO_ALLOW_ASYNC_UNSAFE": "yes",
        "DJANGO_SETTINGS_MODULE": "ampersand.project.settings",
    }  # fmt: skip
    try:
        rooms = prepare(options.rooms)
        print(HEAD, flush=True)
        for name, words, ports, url in ways(folder):
            with redis(folder) if url else contextlib.nullcontext("") as address:
                os.environ["AMPERSAND_REDIS_URL"] = address
                print(measured(name, words, ports, rooms, options), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ways(folder: Path) -> Iterator[tuple[str, list[str], list[int], bool]]:
    """What is measured: its name, how it is served, on which ports, whether over Redis."""
    yield "one process for sockets", ["--sockets"], [server.free_port()], False
    if shutil.which("redis-server"):
        yield "two processes over Redis", ["--sockets"], [server.free_port(), server.free_port()], True
    yield "pages and sockets, two processes", ["--workers", "2"], [server.free_port()], False


def prepare(count: int) -> list[Room]:
    """Couples, their therapist, a table for each couple, and a sign-in for each screen."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("demo", couples=count, administrations=0, stdout=sys.stderr)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # what is measured is the way to the screens, and not this disk
    from bench.tables_laid import lay

    return [Room(*laid) for laid in lay(count)]


def measured(name: str, words: list[str], ports: list[int], rooms: list[Room], options: argparse.Namespace) -> str:
    """One row of the table."""
    with contextlib.ExitStack() as stack:
        served = [
            stack.enter_context(server.serving([*server.SERVE, "--port", str(port), *words], port)) for port in ports
        ]
        return asyncio.run(_measured(name, served, ports, rooms, options))


async def _measured(name: str, served: Any, ports: list[int], rooms: list[Room], options: argparse.Namespace) -> str:
    def used() -> float:
        return sum(server.processor_seconds(one) for one in served)

    layer = _layer()
    await asyncio.sleep(WARM)
    before = sum(server.memory_mb(one) for one in served)
    listening = await joined(rooms, ports)
    await asyncio.sleep(2)
    memory = (sum(server.memory_mb(one) for one in served) - before) * 1000 / (len(rooms) * A_ROOM)
    began = used()
    await asyncio.sleep(IDLE)
    idle = (used() - began) / IDLE
    await played(rooms, layer, options.rate, WARM)
    began, at = used(), time.perf_counter()
    times = sorted(await played(rooms, layer, options.rate, options.seconds))
    took = time.perf_counter() - at
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    figures = (
        f"{len(rooms) * A_ROOM:,}", f"{memory:.0f}", f"{idle:.1%}", f"{len(times) / took:.0f}",
        f"{times[len(times) // 2]:.0f}", f"{times[len(times) * 99 // 100]:.0f}", f"{(used() - began) / took:.0%}",
    )  # fmt: skip
    return "| " + " | ".join((name, *figures)) + " |"


def _layer() -> Any:
    """What carries hints to these servers."""
    if url := os.environ["AMPERSAND_REDIS_URL"]:
        from channels_redis.pubsub import RedisPubSubChannelLayer

        return RedisPubSubChannelLayer(hosts=[url])
    from ampersand.core.live.local import LocalLayer

    return LocalLayer(Path(os.environ["AMPERSAND_DATA_DIR"]) / "live")


async def joined(rooms: list[Room], ports: list[int]) -> list[asyncio.Task[None]]:
    """All screens, opened thirty at a time, each with its table before it; those of one room on different processes."""
    screens = [(room, place, ports[place % len(ports)]) for room in rooms for place in range(A_ROOM)]
    tasks = []
    for first in range(0, len(screens), 30):
        opened = [asyncio.Event() for _ in screens[first : first + 30]]
        for (room, place, port), ready in zip(screens[first : first + 30], opened, strict=True):
            tasks.append(asyncio.create_task(_screen(room, place, port, ready)))
        await asyncio.wait_for(asyncio.gather(*(one.wait() for one in opened)), 300)
    return tasks


async def _screen(room: Room, place: int, port: int, ready: asyncio.Event) -> None:
    import websockets

    address = f"ws://localhost:{port}/live/sittings/{room.id}/"
    headers = {"Cookie": f"session={room.cookies[place]}"}
    async with websockets.connect(
        address, origin=f"http://localhost:{port}", additional_headers=headers, compression=None, ping_interval=None
    ) as socket:  # type: ignore[arg-type]
        beats = asyncio.create_task(_beats(socket))
        try:
            async for text in socket:
                ready.set()
                room.shows(place, str(text))
        finally:
            beats.cancel()


async def _beats(socket: Any) -> None:
    while True:
        await asyncio.sleep(25)
        await socket.send("")


async def played(rooms: list[Room], layer: Any, rate: int, seconds: int) -> list[float]:
    """So many events a second, each in another room; how long each took to come to all its screens, in ms."""
    from bench.tables_laid import change

    tasks, began = [], time.perf_counter()
    for number in range(rate * seconds):
        if (late := began + number / rate - time.perf_counter()) > 0:
            await asyncio.sleep(late)
        room = rooms[number % len(rooms)]
        room.number, done = room.number + 1, asyncio.Event()
        room.waiting.append((room.number, done))
        tasks.append(asyncio.create_task(_came(done, time.perf_counter())))
        change(room.id, room.case, room.number)
        await layer.group_send(f"sitting.{room.id}", {"type": "hint", "topic": f"sitting.{room.id}"})
    return list(await asyncio.gather(*tasks))


async def _came(done: asyncio.Event, began: float) -> float:
    await asyncio.wait_for(done.wait(), 120)
    return (time.perf_counter() - began) * 1000


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis of our own that keeps nothing."""
    port = server.free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with server.serving(command, port):
        yield f"redis://127.0.0.1:{port}/0"


if __name__ == "__main__":
    main()
