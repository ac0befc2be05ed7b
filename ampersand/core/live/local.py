"""Hints within one machine, behind the interface of Channels' layers: in memory, and by pipes between processes.

Each process that listens has a pipe in one folder; whoever says something writes a line into every pipe. A pipe whose
reader is gone is removed. Channels' own layer in memory copies each message for every socket and looks through all of
them for old ones; here a process has one channel, and lines are short enough to be written whole.
"""

import asyncio
import contextlib
import json
import os
from collections import defaultdict, deque
from pathlib import Path
from typing import Any
from uuid import uuid4

from channels.exceptions import ChannelFull
from channels.layers import BaseChannelLayer

type Message = dict[str, Any]
LONGEST = 4_000  # bytes of a line: what a pipe takes whole (PIPE_BUF)


class LocalLayer(BaseChannelLayer):  # type: ignore[misc]
    """Channels' layer for one machine; `folder` is where the pipes of its processes lie."""

    extensions = ["groups"]

    def __init__(self, folder: str | Path, capacity: int = 1000, **more: Any) -> None:
        super().__init__(capacity=capacity, **more)
        self.folder = Path(folder)
        self._name = ""
        self._pipe: int | None = None
        self._waiting: dict[str, deque[Message]] = {}
        self._arrived: dict[str, asyncio.Event] = {}
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._rest = b""

    async def new_channel(self, prefix: str = "live") -> str:
        """A channel of this process."""
        self._open()
        channel = f"{prefix}.{self._name}!{uuid4().hex[:12]}"
        self._waiting[channel], self._arrived[channel] = deque(), asyncio.Event()
        return channel

    async def send(self, channel: str, message: Message) -> None:
        """A message for one channel of this process; raises ChannelFull, TypeError."""
        self.require_valid_channel_name(channel)
        if not self._put(channel, message):
            raise ChannelFull

    async def receive(self, channel: str) -> Message:
        """The next message of a channel, as soon as there is one."""
        while not self._waiting[channel]:
            self._arrived[channel].clear()
            await self._arrived[channel].wait()
        return self._waiting[channel].popleft()

    async def group_add(self, group: str, channel: str) -> None:
        """From now on what is said to the group comes to the channel; raises TypeError for a name that is none."""
        self.require_valid_group_name(group)
        self.require_valid_channel_name(channel)
        self._groups[group].add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        """No more of this group for the channel."""
        self._groups[group].discard(channel)
        if not self._groups[group]:
            del self._groups[group]

    async def group_send(self, group: str, message: Message) -> None:
        """Something for everyone in a group, in all processes; who is behind loses the oldest."""
        self.require_valid_group_name(group)
        self._deliver(group, message)
        self.tell(group, message, itself=False)

    def tell(self, group: str, message: Message, *, itself: bool = True) -> None:
        """The same from any thread, and from a process that listens to nothing; raises ValueError when it is long."""
        line = json.dumps([group, message], separators=(",", ":")).encode() + b"\n"
        if len(line) > LONGEST:
            raise ValueError("what goes between processes is a hint, and short")
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as pipes:
            for pipe in pipes:
                if not pipe.name.startswith(".") and (itself or pipe.name != self._name):
                    _write(pipe.path, line)

    async def flush(self) -> None:
        """Forget everything."""
        self._groups.clear()
        for waiting in self._waiting.values():
            waiting.clear()

    async def close(self) -> None:
        """Listen no more."""
        if self._pipe is not None:
            asyncio.get_running_loop().remove_reader(self._pipe)
            os.close(self._pipe)
            self._pipe = None
            (self.folder / self._name).unlink(missing_ok=True)

    def _open(self) -> None:
        if self._pipe is not None:
            return
        self._name = f"{os.getpid()}-{uuid4().hex[:8]}"  # only now: a server may be a copy of the process that made us
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        early = self.folder / f".{self._name}"
        os.mkfifo(early, 0o600)
        self._pipe = os.open(early, os.O_RDWR | os.O_NONBLOCK)  # also for writing, so that it never comes to its end
        early.rename(self.folder / self._name)  # found by others only now, for a pipe that nobody reads is removed
        asyncio.get_running_loop().add_reader(self._pipe, self._read)

    def _read(self) -> None:
        assert self._pipe is not None
        with contextlib.suppress(BlockingIOError):
            *lines, self._rest = (self._rest + os.read(self._pipe, 65_536)).split(b"\n")
            for line in lines:
                group, message = json.loads(line)
                self._deliver(group, message)

    def _deliver(self, group: str, message: Message) -> None:
        for channel in self._groups.get(group, ()):
            if not self._put(channel, message):
                self._waiting[channel].popleft()
                self._put(channel, message)

    def _put(self, channel: str, message: Message) -> bool:
        waiting = self._waiting.get(channel)
        if waiting is None:
            return True  # nobody listens there: lost, as in any layer
        if len(waiting) >= self.capacity:
            return False
        waiting.append(dict(message))
        self._arrived[channel].set()
        return True


def _write(path: str, line: bytes) -> None:
    """Into one pipe; without waiting where its reader is behind, and away with it where there is none."""
    try:
        pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return
    except OSError:  # nobody reads it any more
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        return
    try:
        os.write(pipe, line)
    except BlockingIOError:
        pass
    finally:
        os.close(pipe)
