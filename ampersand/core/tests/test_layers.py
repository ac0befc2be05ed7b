"""Hints behave the same in memory, between processes of one machine, and over Redis."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from channels.exceptions import ChannelFull
from channels_redis.pubsub import RedisPubSubChannelLayer

from ampersand.core.live.local import LONGEST, LocalLayer
from tests.redis import own_redis

pytestmark = pytest.mark.once
type Layers = Callable[[], Any]
HINT = {"type": "hint", "topic": "room.1"}


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with own_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["local", "redis"])
def layers(request: pytest.FixtureRequest, tmp_path: Path) -> Layers:
    """Makes a layer as each of several processes would have one."""
    if request.param == "local":
        return lambda: LocalLayer(tmp_path / "live")
    url = request.getfixturevalue("redis_url")
    return lambda: RedisPubSubChannelLayer(hosts=[url], prefix=tmp_path.name.replace("_", "-"))


def told(layers: Layers, story: Callable[[Layers], Awaitable[None]]) -> None:
    """Let it happen, and let go of every layer that was made."""
    made: list[Any] = []

    def make() -> Any:
        made.append(layers())
        return made[-1]

    async def run() -> None:
        try:
            await asyncio.wait_for(story(make), 10)
        finally:
            for layer in made:
                await (layer.close() if isinstance(layer, LocalLayer) else layer.flush())

    asyncio.run(run())


async def nothing_comes(layer: Any, channel: str) -> bool:
    waits = asyncio.create_task(layer.receive(channel))
    done, _ = await asyncio.wait({waits}, timeout=0.1)
    waits.cancel()
    return not done


def test_what_is_said_to_a_group_reaches_each_member_once(layers: Layers) -> None:
    async def story(make: Layers) -> None:
        layer = make()
        ana, ben, farid = [await layer.new_channel() for _ in range(3)]
        for channel in (ana, ben, ben):
            await layer.group_add("room.1", channel)
        await layer.group_add("room.2", farid)
        await layer.group_send("room.1", HINT)
        for channel in (ana, ben):
            assert await layer.receive(channel) == HINT
            assert await nothing_comes(layer, channel)
        assert await nothing_comes(layer, farid)

    told(layers, story)


def test_it_reaches_other_processes_too_and_in_order(layers: Layers) -> None:
    async def story(make: Layers) -> None:
        here, there = make(), make()
        channel = await there.new_channel()
        await here.new_channel()
        await there.group_add("room.1", channel)
        for number in range(20):
            await here.group_send("room.1", {"type": "hint", "topic": str(number)})
        assert [(await there.receive(channel))["topic"] for _ in range(20)] == [str(number) for number in range(20)]

    told(layers, story)


def test_who_has_left_a_group_hears_nothing_of_it(layers: Layers) -> None:
    async def story(make: Layers) -> None:
        layer = make()
        channel = await layer.new_channel()
        await layer.group_add("room.1", channel)
        await layer.group_discard("room.1", channel)
        await layer.group_send("room.1", HINT)
        assert await nothing_comes(layer, channel)

    told(layers, story)


def test_what_one_does_with_a_message_does_not_change_that_of_another(layers: Layers) -> None:
    async def story(make: Layers) -> None:
        layer = make()
        ana, ben = await layer.new_channel(), await layer.new_channel()
        for channel in (ana, ben):
            await layer.group_add("room.1", channel)
        await layer.group_send("room.1", dict(HINT))
        (await layer.receive(ana))["topic"] = "changed"
        assert await layer.receive(ben) == HINT

    told(layers, story)


def test_a_channel_of_ones_own_is_written_to_directly(layers: Layers) -> None:
    async def story(make: Layers) -> None:
        layer = make()
        channel = await layer.new_channel()
        await layer.send(channel, HINT)
        assert await layer.receive(channel) == HINT

    told(layers, story)


def test_who_is_behind_loses_the_oldest_and_never_holds_the_others_up(tmp_path: Path) -> None:
    async def story(make: Layers) -> None:
        layer = make()
        channel = await layer.new_channel()
        await layer.group_add("room.1", channel)
        for number in range(6):
            await layer.group_send("room.1", {"topic": number})
        assert [(await layer.receive(channel))["topic"] for _ in range(3)] == [3, 4, 5]
        for _ in range(3):
            await layer.send(channel, HINT)
        with pytest.raises(ChannelFull):
            await layer.send(channel, HINT)
        with pytest.raises(TypeError):
            await layer.group_add("a room", channel)

    told(lambda: LocalLayer(tmp_path, capacity=3), story)


def test_a_process_that_listens_to_nothing_can_speak_and_a_dead_ones_pipe_is_removed(tmp_path: Path) -> None:
    async def story(make: Layers) -> None:
        layer = make()
        channel = await layer.new_channel()
        await layer.group_add("room.1", channel)
        os.mkfifo(tmp_path / "1-dead")
        LocalLayer(tmp_path).tell("room.1", HINT)
        assert await layer.receive(channel) == HINT
        assert [path.name for path in tmp_path.iterdir()] == [layer._name]

    told(lambda: LocalLayer(tmp_path), story)
    LocalLayer(tmp_path / "nobody").tell("room.1", HINT)


def test_a_hint_is_short(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="short"):
        LocalLayer(tmp_path).tell("room.1", {"words": "x" * LONGEST})
