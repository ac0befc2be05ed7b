"""A small HTTP load: many keep-alive connections that each do their own sequence of requests."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

type Step = tuple[str, str, dict[str, str], bytes]  # method, path, headers, body


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Times:
    """How long the journeys took, in milliseconds, and how many of them failed."""

    each: tuple[float, ...]
    failed: int
    seconds: float

    def at(self, share: float) -> float:
        """The time within which this share of the journeys was done."""
        ordered = sorted(self.each)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


type Journey = Callable[["Connection"], "asyncio.Future[bool]"]


class Connection:
    """One keep-alive connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """One request and its whole answer; raises OSError or EOFError when the server goes away."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        return Answer(int(head[0].split()[1]), found, await self._body(reader, found))

    async def _body(self, reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return await reader.readexactly(int(headers.get("content-length", 0)))
        parts = []
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return b"".join(parts)

    def close(self) -> None:
        """Let go of the connection."""
        if self.streams:
            self.streams[1].close()
            self.streams = None


async def run(port: int, journeys: Sequence[Journey], connections: int) -> Times:
    """Do every journey once, over this many connections at a time."""
    waiting, each, failed = list(reversed(journeys)), [], 0

    async def worker() -> None:
        nonlocal failed
        connection = Connection(port)
        while waiting:
            journey, began = waiting.pop(), time.perf_counter()
            if await journey(connection):
                each.append((time.perf_counter() - began) * 1000)
            else:
                failed += 1
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(connections)))
    return Times(tuple(each), failed, time.perf_counter() - began)
