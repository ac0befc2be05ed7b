"""Two requests that take one invitation in the same moment: one joins."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Barrier

import pytest
from django.db import connection

from ampersand.accounts.models import Person
from ampersand.cases import actions, queries
from ampersand.cases.actions import Invitee, LinkClosed
from ampersand.cases.models import Invitation
from ampersand.privacy import audit
from ampersand.privacy.viewer import NOBODY
from tests.cast import make_cast


@pytest.mark.usefixtures("committed")
def test_pressed_twice_at_once_one_joins() -> None:
    cast = make_cast()
    dana = cast.viewer(cast.dana)
    case = actions.open_case(by=dana, kind="couple", invitees=[Invitee("Jo", "jo@example.org")])
    Invitation.objects.visible_to(dana).update(token_hash=sha256(b"link").hexdigest())
    barrier = Barrier(2)

    def press(_: int) -> str:
        barrier.wait()
        try:
            actions.accept(by=NOBODY, token="link", name="Jo", time_zone="UTC")
        except LinkClosed:
            return "closed"
        finally:
            connection.close()
        return "joined"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["closed", "joined"]
    assert [person.name for person in queries.one(dana, case.pk).members] == ["Jo"]
    assert Person.objects.filter(email="jo@example.org").count() == 1
    assert not list(audit.verify(case.pk))
