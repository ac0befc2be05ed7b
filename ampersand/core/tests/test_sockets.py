"""A socket shows each viewer what they may see now, says no more than that, and ends at once when there is nothing."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from channels.layers import channel_layers
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.http import Http404

from ampersand.core.live import Drawn, Entry, LivePage, Look
from ampersand.core.live import hub as hubs
from ampersand.core.live.local import LocalLayer
from ampersand.core.live.screen import CLOSED, LONGEST, MOST_WORDS
from ampersand.core.live.sockets import Sockets
from tests.redis import own_redis

pytestmark = pytest.mark.once
GONE = {"type": "websocket.close", "code": CLOSED}


@dataclass(frozen=True)
class Someone:
    person_id: str
    language: str = "en"
    room_mode: bool = False


@dataclass
class House:
    """One live page about rooms, what each person reads there, and who is behind which cookie."""

    words: dict[str, str] = field(default_factory=lambda: {"Ana": "for Ana", "Ben": "for Ben"})
    signed_in: dict[str, Someone] = field(
        default_factory=lambda: {name: Someone(name) for name in ("Ana", "Ben", "Farid")}
    )
    drawn: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    until: float | None = None

    def draw(self, look: Look, number: int) -> Drawn:
        self.drawn.append(look.viewer.person_id)
        if number != 1 or look.viewer.person_id not in self.words:
            raise Http404
        return Drawn(self.words[look.viewer.person_id], frozenset({"case.1"}), self.until)

    def went(self, look: Look, number: int) -> None:
        self.gone.append(look.viewer.person_id)

    def door(self, cookie: str) -> Entry | None:
        one = self.signed_in.get(cookie)
        return Entry(one, time.time() + 600, frozenset({f"person.{cookie}"})) if one else None


class Device:
    """What a browser is to a socket: it may say something, and keeps what it was sent."""

    def __init__(
        self, sockets: Sockets, cookie: str, path: str = "/live/rooms/1/", origin: str = "http://localhost"
    ) -> None:
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        headers = [(b"host", b"localhost"), (b"origin", origin.encode()), (b"cookie", f"session={cookie}".encode())]
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers}
        self.say({"type": "websocket.connect"})
        self.task = asyncio.create_task(sockets(scope, self.inbox.get, self.outbox.put))

    def say(self, message: dict[str, Any]) -> None:
        self.inbox.put_nowait(message)

    def speak(self, text: str) -> None:
        self.say({"type": "websocket.receive", "text": text})

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.outbox.get(), 5)

    async def reads(self) -> str:
        """What is shown next."""
        while True:
            message = await self.next()
            if message["type"] != "websocket.accept":
                return str(message.get("text", message))

    async def ends(self) -> dict[str, Any]:
        """What it is told at the end."""
        while (message := await self.next())["type"] != "websocket.close":
            pass
        return message

    async def close(self) -> None:
        self.say({"type": "websocket.disconnect", "code": 1001})
        await self.task


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def told(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a story happen to the sockets of one process."""
    layer = LocalLayer(tmp_path)
    monkeypatch.setattr(hubs, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(hubs, "close_old_connections", lambda: None)
    monkeypatch.setattr("ampersand.core.live.drawing.close_old_connections", lambda: None)
    page = LivePage("rooms/<int:number>/", "room", draw=house.draw, gone=house.went)

    def tell(story: Callable[[Sockets], Awaitable[None]]) -> None:
        async def run() -> None:
            sockets = Sockets([page], house.door)
            try:
                await asyncio.wait_for(story(sockets), 20)
            finally:
                await sockets.closed()

        asyncio.run(run())

    return tell


def test_each_sees_what_is_theirs_and_again_only_what_changed(house: House, told: Any) -> None:
    async def story(sockets: Sockets) -> None:
        ana, ben = Device(sockets, "Ana"), Device(sockets, "Ben")
        assert (await ana.reads(), await ben.reads()) == ("for Ana", "for Ben")
        house.words["Ben"] = "new for Ben"
        (await sockets.opened()).changed("room.1")
        assert await ben.reads() == "new for Ben"
        ben.speak("")
        assert await ben.reads() == ""
        assert ana.outbox.empty()

    told(story)


def test_hidden_missing_signed_out_and_no_address_end_alike(house: House, told: Any) -> None:
    async def story(sockets: Sockets) -> None:
        refused = [
            Device(sockets, "Farid"), Device(sockets, "Ana", "/live/rooms/2/"), Device(sockets, "nobody"),
            Device(sockets, "Ana", "/live/nothing/"), Device(sockets, ""),
        ]  # fmt: skip
        for one in refused:
            assert [await one.next(), await one.next()] == [{"type": "websocket.accept"}, GONE]

    told(story)


def test_a_page_of_another_site_is_not_let_in(told: Any) -> None:
    async def story(sockets: Sockets) -> None:
        for origin in ("http://elsewhere.example", "", "null"):
            assert await Device(sockets, "Ana", origin=origin).next() == GONE

    told(story)


@pytest.mark.parametrize("topic", ["case.1", "person.Ana", "room.1"])
def test_who_may_no_longer_look_is_out_at_once(house: House, told: Any, topic: str) -> None:
    async def story(sockets: Sockets) -> None:
        ana = Device(sockets, "Ana")
        await ana.reads()
        if topic == "person.Ana":
            del house.signed_in["Ana"]
        else:
            del house.words["Ana"]
        (await sockets.opened()).changed(topic)
        assert await ana.ends() == GONE

    told(story)


def test_what_is_not_made_for_room_mode_ends_when_it_begins(house: House, told: Any) -> None:
    async def story(sockets: Sockets) -> None:
        ana = Device(sockets, "Ana")
        await ana.reads()
        house.signed_in["Ana"] = Someone("Ana", room_mode=True)
        (await sockets.opened()).changed("person.Ana")
        assert await ana.ends() == GONE

    told(story)


def test_many_hints_are_one_drawing_and_signs_of_life_are_none(house: House, told: Any) -> None:
    async def story(sockets: Sockets) -> None:
        ana = Device(sockets, "Ana")
        await ana.reads()
        ana.speak("")
        await ana.reads()
        before = len(house.drawn)
        for _ in range(50):
            (await sockets.opened()).changed("room.1")
        for _ in range(10):
            ana.speak("")
            await ana.reads()
        assert len(house.drawn) <= before + 2

    told(story)


@pytest.mark.parametrize("words", [["x" * (LONGEST + 1)], [""] * (MOST_WORDS + 1)])
def test_a_screen_that_says_too_much_is_let_go(told: Any, words: list[str]) -> None:
    async def story(sockets: Sockets) -> None:
        ana = Device(sockets, "Ana")
        await ana.reads()
        for word in words:
            ana.speak(word)
        assert await ana.ends() == GONE

    told(story)


def test_a_time_that_runs_out_draws_by_itself(house: House, told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(sockets: Sockets) -> None:
        monkeypatch.setattr(hubs, "SOONEST", 0.01)
        house.until = time.time() + 0.1
        ana = Device(sockets, "Ana")
        await ana.reads()
        house.words["Ana"], house.until = "later", None
        assert await ana.reads() == "later"

    told(story)


def test_the_page_is_told_when_a_last_screen_is_gone(house: House, told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "GONE_AFTER", 0.01)

    async def story(sockets: Sockets) -> None:
        ana, also, ben = Device(sockets, "Ana"), Device(sockets, "Ana"), Device(sockets, "Ben")
        for one in (ana, also, ben):
            await one.reads()
        await ana.close()
        await ben.close()
        while not house.gone:
            await asyncio.sleep(0.01)
        assert house.gone == ["Ben"]

    told(story)


def test_a_page_that_cannot_be_drawn_says_nothing_and_may_come_back(
    house: House, told: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(sockets: Sockets) -> None:
        house.words = {}
        house.draw = lambda look, number: json.loads("private words")  # type: ignore[method-assign]
        sockets.pages = tuple((pattern, LivePage(page.route, "room", house.draw)) for pattern, page in sockets.pages)
        assert (await Device(sockets, "Ana").ends())["code"] != CLOSED

    told(story)
    assert "rooms/<int:number>/" in caplog.text


def test_channels_finds_the_layer_that_the_settings_name() -> None:
    assert isinstance(channel_layers["default"], LocalLayer)


@pytest.fixture(params=["pipes", "redis"])
def layers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Makes the layer of each of two processes: on one machine, or on two."""
    if request.param == "pipes":
        yield lambda: LocalLayer(tmp_path)
        return
    with own_redis(tmp_path) as url:
        yield lambda: RedisPubSubChannelLayer(hosts=[url])


def test_a_hint_of_one_process_reaches_the_screens_of_another(
    house: House, layers: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "close_old_connections", lambda: None)
    monkeypatch.setattr("ampersand.core.live.drawing.close_old_connections", lambda: None)
    page = LivePage("rooms/<int:number>/", "room", draw=house.draw)

    async def run() -> None:
        here, there = Sockets([page], house.door), Sockets([page], house.door)
        for sockets in (here, there):
            layer = layers()
            monkeypatch.setattr(hubs, "get_channel_layer", lambda layer=layer: layer)
            await sockets.opened()
        ana, ben = Device(here, "Ana"), Device(there, "Ben")
        await ana.reads()
        await ben.reads()
        house.words = {"Ana": "new for Ana", "Ben": "new for Ben"}
        await layer.group_send("room.1", {"type": "hint", "topic": "room.1"})
        assert (await ana.reads(), await ben.reads()) == ("new for Ana", "new for Ben")
        for sockets in (here, there):
            await sockets.closed()

    asyncio.run(asyncio.wait_for(run(), 20))
