"""Dana asks Emil to look with her, and lets him go; everyone in the case is told, and his looks are recorded."""

import pytest

from ampersand.cases import queries
from ampersand.cases.models import Case
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast, make_case


@pytest.fixture
def case(cast: Cast) -> Case:
    """A couple that Dana leads alone."""
    return make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana)


def test_emil_looks_from_the_moment_dana_asks_him_until_she_lets_him_go(cast: Cast, case: Case) -> None:
    dana, emil, people = cast.client(cast.dana), cast.client(cast.emil), f"/cases/{case.pk}/people/"
    assert emil.get(people).status_code == 404
    for _ in range(2):
        assert dana.post(f"/cases/{case.pk}/supervisor/", {"person": str(cast.emil.pk)}).status_code == 303
    assert emil.get(people).status_code == 200
    assert "Emil" in cast.client(cast.ana).get(people).content.decode()
    for status in (303, 404):
        assert dana.post(f"/cases/{case.pk}/supervisor/{cast.emil.pk}/end/").status_code == status
    assert emil.get(people).status_code == 404
    verbs = AuditEvent.objects.filter(chain=case.pk).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["case.supervise", "people.opened", "case.end_supervision"]


def test_only_supervisors_of_the_practice_can_be_asked(cast: Cast, case: Case) -> None:
    one = queries.one(cast.viewer(cast.dana), case.pk)
    assert [colleague.name for colleague in queries.supervisors_to_ask(cast.viewer(cast.dana), one)] == ["Emil"]
    for person in (str(cast.hugo.pk), str(cast.farid.pk), "nobody", ""):
        assert cast.client(cast.dana).post(f"/cases/{case.pk}/supervisor/", {"person": person}).status_code == 404


@pytest.mark.parametrize("name", ["ana", "emil", "farid", "gita", "hugo"])
def test_nobody_but_dana_asks_or_lets_go(cast: Cast, name: str) -> None:
    other, told = cast.client(getattr(cast, name)), {"person": str(cast.emil.pk)}
    assert other.post(f"/cases/{cast.couple.pk}/supervisor/", told).status_code == 404
    assert other.post(f"/cases/{cast.couple.pk}/supervisor/{cast.emil.pk}/end/").status_code == 404
    assert len(queries.one(cast.viewer(cast.dana), cast.couple.pk).supervisors) == 1
