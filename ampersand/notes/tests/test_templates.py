"""The forms in which notes are written: four of the trade, ours, and the practice's own."""

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.core.reading import ContentError
from ampersand.notes.rules import templates
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.tests.stories import THURSDAY, begun, put, read
from tests.cast import Cast


def test_every_kind_of_note_has_a_form_and_the_four_of_the_trade_are_there() -> None:
    shipped = templates.shipped()
    assert {"soap", "dap", "birp", "girp"} <= set(shipped)
    assert {kind for one in shipped.values() for kind in one.kinds} == set(Kind)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "T"\norder = 1\nfor = ["song"]\n[[section]]\nkey = "a"\ntitle = "A"', "is not a kind of note"),
        ('title = "T"\norder = 1\nfor = ["joint"]', "section"),
        ('title = "T"\norder = 1\nfor = ["joint"]\n' + '[[section]]\nkey = "a"\ntitle = "A"\n' * 2, "different keys"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(tmp_path: object, text: str, said: str) -> None:
    (tmp_path / "wrong.toml").write_text(text)
    with pytest.raises(ContentError, match=said):
        templates.load([tmp_path])


@pytest.mark.django_db
def test_a_practice_changes_one_adds_one_and_takes_it_back(cast: Cast) -> None:
    clock.fix(THURSDAY)
    dana = cast.client(cast.dana)
    own = {"title": "House form", "kinds": "joint", "title1": "What happened", "help1": "Briefly.", "title2": "Next"}
    assert put(dana, "new_template", **own, form_id=new_id()).status_code == 303
    assert "What happened · Next" in read(dana, "templates")
    assert put(dana, "new_template", title="Empty", kinds="joint", form_id=new_id()).status_code == 422
    replaced = reverse("notes:new_template") + "?of=soap"
    assert dana.post(replaced, own | {"title": "SOAP, ours", "form_id": new_id()}).status_code == 303
    page = read(dana, "templates")
    assert "SOAP, ours" in page
    assert "in your words" in page
    key = begun(cast, template="soap")
    assert "Briefly." in read(dana, "write", key)
    template = page.split("SOAP, ours")[1].split('href="/note-templates/')[1].split("/")[0]
    assert put(dana, "set_template_aside", template).status_code == 303
    assert "Briefly." not in read(dana, "write", begun(cast, template="soap"))
    assert "What happened" in read(dana, "write", key), "what was begun in it stays"
    assert put(dana, "bring_template_back", template).status_code == 303
    assert "SOAP, ours" in read(dana, "templates").split("Set aside")[0]
    assert cast.client(cast.ana).get(reverse("notes:templates")).status_code == 404
    assert cast.client(cast.emil).get(reverse("notes:new_template")).status_code == 404
