"""Saying that something has changed: only that, never what. Whoever looks is shown what they may see, or nothing."""

import asyncio
import logging

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

HINT = "hint"
_loop: asyncio.AbstractEventLoop | None = None


def changed(topic: str, which: object = "") -> None:
    """Let every open page that hangs on this be drawn anew, once the transaction around it is done."""
    name = f"{topic}.{which}" if which else topic
    transaction.on_commit(lambda: _tell(name), robust=True)


def goes_through(loop: asyncio.AbstractEventLoop | None) -> None:
    """Which loop of this process carries hints; None when it carries none any more."""
    global _loop
    _loop = loop


def _tell(topic: str) -> None:
    layer, message = get_channel_layer(), {"type": HINT, "topic": topic}
    if layer is None:
        return
    tell = getattr(layer, "tell", None)
    try:
        if tell:
            tell(topic, message)
        elif _loop and not _loop.is_closed():
            asyncio.run_coroutine_threadsafe(layer.group_send(topic, message), _loop)
        else:
            async_to_sync(layer.group_send)(topic, message)
    except OSError:
        logging.getLogger(__name__).warning("A hint did not get through; pages ask again by themselves.")
