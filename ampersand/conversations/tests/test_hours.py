"""Dana says when she is there and when she is away."""

import pytest
from django.urls import reverse

from ampersand.core.clock import today
from tests.cast import Cast

from .stories import alone, page

pytestmark = pytest.mark.django_db
SAID = {"hours": "Monday to Thursday, 9 to 17", "answers_within": "within two working days", "otherwise": "Ring 555."}
AWAY = {"away_words": "Emil reads urgent messages."}


def test_everyone_in_her_cases_reads_it_beside_their_messages(cast: Cast) -> None:
    dana, thread, there = cast.client(cast.dana), alone(cast, cast.ana), reverse("conversations:set_hours")
    day = today(cast.dana.time_zone).isoformat()
    assert dana.post(there, SAID | AWAY | {"version": 0, "away_from": day, "away_until": day}).status_code == 303
    text = page(cast.client(cast.ana), "thread", thread.pk)
    assert "Dana is there: Monday to Thursday, 9 to 17." in text
    assert "You have an answer within two working days." in text
    assert "At other times: Ring 555." in text
    assert "Dana is away until" in text
    assert "Emil reads urgent messages." in text
    stale = dana.post(there, SAID | {"version": 0})
    assert stale.status_code == 422
    assert "on another page meanwhile" in stale.content.decode()
    assert dana.post(there, SAID | {"version": 1}).status_code == 303
    assert "Dana is away" not in page(cast.client(cast.ana), "thread", thread.pk)
    hugos = cast.client(cast.ana).get(reverse("conversations:of_case", args=[cast.anas_own.pk]), follow=True)
    assert "Monday to Thursday" not in hugos.content.decode()


def test_days_away_have_a_beginning_and_an_end(cast: Cast) -> None:
    dana, there = cast.client(cast.dana), reverse("conversations:set_hours")
    one = dana.post(there, SAID | {"version": 0, "away_from": "2026-12-01", "away_until": ""})
    assert "Give both days, or neither." in one.content.decode()
    back = dana.post(there, SAID | {"version": 0, "away_from": "2026-12-02", "away_until": "2026-12-01"})
    assert "This is before the first day." in back.content.decode()
    assert cast.client(cast.ana).get(there).status_code == 404
