"""What we see together: four boxes shown to all at once, marked by each alone."""

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.notes.models import BoxMark, Formulation
from ampersand.notes.tests.stories import THURSDAY, put, read
from ampersand.privacy.scope import system_scope
from tests.cast import Cast
from tests.privacy.crawl import CHANGING

pytestmark = pytest.mark.django_db
BOXES = {
    "part-strengths": "You laugh together.", "part-loop": "One asks, the other goes quiet.",
    "part-sore": "Being left alone.", "part-plan": "Twelve meetings.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def shown(cast: Cast) -> str:
    dana = cast.client(cast.dana)
    key = put(dana, "picture", cast.couple.pk)["Location"].split("/")[-2]
    sent = BOXES | {"revision": 1, "writer": "one", "go": "show", "agree": "1"}
    assert put(dana, "write_picture", key, **sent).status_code == 303
    return key


def test_it_is_written_alone_and_shown_to_all_at_once(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    key = put(dana, "picture", cast.couple.pk)["Location"].split("/")[-2]
    assert put(dana, "picture", cast.couple.pk)["Location"].split("/")[-2] == key, "one is written at a time"
    window = {"revision": 1, "writer": "one"}
    assert put(dana, "keep_picture", key, **BOXES, **window).json()["revision"] == 2
    assert "You laugh together." not in read(cast.client(cast.ana), "together", cast.couple.pk)
    assert put(dana, "write_picture", key, **BOXES, **window, go="show").status_code == 422, "not ticked"
    half = BOXES | {"part-plan": " "}
    assert put(dana, "write_picture", key, **half, **window, go="show", agree="1").status_code == 422
    assert put(dana, "write_picture", key, **BOXES, **window, go="show", agree="1").status_code == 303
    for who in (cast.ana, cast.ben):
        assert "You laugh together." in read(cast.client(who), "together", cast.couple.pk)
    assert put(dana, "write_picture", key, **BOXES, **window, go="save").status_code == 303, "it stays as it is"
    with system_scope("a story"):
        assert b"laugh" not in bytes(Formulation.objects.get().words)


def test_each_marks_alone_and_only_dana_sees_both(cast: Cast) -> None:
    shown(cast)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    before = read(ben, "together", cast.couple.pk)
    told = {"mark-loop": "not", "word-loop": "I never go quiet.", "mark-plan": "fits"}
    assert put(ana, "together", cast.couple.pk, **told).status_code == 303
    assert put(ana, "together", cast.couple.pk, **told | {"mark-loop": "partly"}).status_code == 303
    assert put(ana, "together", cast.couple.pk).status_code == 422, "nothing was chosen"
    after = read(ben, "together", cast.couple.pk)
    assert CHANGING.sub(b"", after.encode()) == CHANGING.sub(b"", before.encode())
    page = read(cast.client(cast.dana), "picture", cast.couple.pk)
    assert "Partly" in page
    assert "I never go quiet." in page
    with system_scope("a story"):
        assert BoxMark.objects.count() == 2
        assert b"quiet" not in b"".join(bytes(one.words or b"") for one in BoxMark.objects.all())
    for other in (cast.dana, cast.gita, cast.farid):
        assert cast.client(other).get(reverse("notes:together", args=[cast.couple.pk])).status_code == 404


def test_a_new_version_begins_with_the_last_and_old_marks_stay_with_the_old(cast: Cast) -> None:
    shown(cast)
    put(cast.client(cast.ana), "together", cast.couple.pk, **{"mark-loop": "not"})
    dana = cast.client(cast.dana)
    key = put(dana, "picture", cast.couple.pk)["Location"].split("/")[-2]
    assert "One asks, the other goes quiet." in read(dana, "write_picture", key)
    sent = BOXES | {"part-loop": "Both wait.", "revision": 1, "writer": "one", "go": "show", "agree": "1"}
    assert put(dana, "write_picture", key, **sent).status_code == 303
    page = read(cast.client(cast.ana), "together", cast.couple.pk)
    assert "Both wait." in page
    assert "checked" not in page.split("<main")[1]
    assert "Shown before:" in read(dana, "picture", cast.couple.pk)
