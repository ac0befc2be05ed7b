"""One world for all the tests of a file, in a transaction that leaves nothing behind."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.privacy.walk import Reader, reader_for
from tests.privacy.world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Everyone with one of everything; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def readers(world: World, django_db_blocker: Any) -> dict[str, Reader]:
    """A browser for everyone, in which they have signed in."""
    with django_db_blocker.unblock():
        return {name: reader_for(world.cast, person) for name, person in world.people.items()}
