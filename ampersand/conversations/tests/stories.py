"""What the stories about conversations have in common."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person
from ampersand.cases import queries as cases
from ampersand.conversations.actions import opening, writing
from ampersand.conversations.models import Message, Thread
from ampersand.core.ids import new_id
from ampersand.goals.tests.stories import going_on
from tests.cast import Cast

__all__ = ["alone", "going_on", "joint", "page", "said", "thread_of"]


def thread_of(cast: Cast, person: Person | None, case: Any = None) -> Thread:
    """The conversation of all in the couple's case, or of one person alone with Dana; it is there afterwards."""
    dana, of = cast.viewer(cast.dana), case or cast.couple
    opening.open_threads(by=dana, case=cases.one(dana, of.pk))
    found: Thread = Thread.objects.visible_to(dana).get(case=of, person=person)
    return found


def joint(cast: Cast) -> Thread:
    """The conversation of Ana, Ben and Dana, while work together goes on."""
    going_on(cast)
    return thread_of(cast, None)


def alone(cast: Cast, person: Person) -> Thread:
    """The conversation of one person with Dana."""
    return thread_of(cast, person)


def said(cast: Cast, by: Person, thread: Thread, text: str) -> Message:
    """Something that somebody writes there."""
    return writing.send(by=cast.viewer(by), thread_id=thread.pk, message_id=new_id(), text=text)


def page(client: Client, name: str, key: object, **query: object) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"<[^>]+>|\s+", " ", client.get(reverse(f"conversations:{name}", args=[key]), query).content.decode())
