"""What meetings cost: each payer sees their own, the office settles; no bill tells of a meeting alone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.meetings.actions import charging, setting
from ampersand.meetings.models import Charge, Fee
from ampersand.meetings.rules.shares import shares
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fees(cast: Cast) -> None:
    clock.fix(NOW)
    charging.set_fees(
        by=cast.viewer(cast.gita), fees={"couple": (9001, ""), "alone": (7000, "90837"), "individual": (0, "")},
        currency="EUR",
    )  # fmt: skip


def held(cast: Cast, hours: int = 3, person: UUID | None = None) -> None:
    at = NOW - timedelta(hours=hours)
    setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.couple.pk, at=at, minutes=60, person_id=person)


def charged(cast: Cast, who: str) -> list[tuple[int, str]]:
    rows = Charge.objects.visible_to(cast.viewer(getattr(cast, who))).order_by("met_at", "cents")
    return list(rows.values_list("cents", "state"))


def test_what_is_left_over_goes_round() -> None:
    assert shares(9001, ["Ana", "Ben"], 0) == [("Ana", 4501), ("Ben", 4500)]
    assert shares(9001, ["Ana", "Ben"], 1) == [("Ana", 4500), ("Ben", 4501)]
    assert sum(part for _, part in shares(10000, ["a", "b", "c"], 5)) == 10000


def test_each_pays_a_part_and_a_meeting_alone_is_on_nobody_elses_bill(cast: Cast) -> None:
    held(cast)
    held(cast, hours=6, person=cast.ana.pk)
    assert charging.charge_what_was_held(NOW) == 3
    assert charging.charge_what_was_held(NOW) == 0, "once"
    assert charged(cast, "ana") == [(7000, "open"), (4501, "open")]
    assert charged(cast, "ben") == [(4500, "open")]
    assert charged(cast, "emil") == charged(cast, "farid") == []
    bens = cast.client(cast.ben).get("/my/fees/").content.decode()
    assert "45.00 EUR" in bens
    assert "70.00" not in bens


def test_either_may_pay_the_whole_or_one_of_them_does(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    charging.choose_payer(by=dana, case_id=cast.couple.pk, who="either", person_id=None)
    held(cast)
    charging.charge_what_was_held(NOW)
    assert charged(cast, "ana") == charged(cast, "ben") == [(9001, "open")]
    answer = cast.client(cast.dana).post(reverse("meetings:paying", args=[cast.couple.pk]), {"who": str(cast.ben.pk)})
    assert answer.status_code == 303
    held(cast, hours=6)
    charging.charge_what_was_held(NOW)
    assert len(charged(cast, "ben")) == 2
    assert len(charged(cast, "ana")) == 1
    assert cast.client(cast.ana).get(reverse("meetings:paying", args=[cast.couple.pk])).status_code == 404


def test_a_child_is_never_asked_to_pay_while_an_adult_takes_part(cast: Cast) -> None:
    charging.set_fees(by=cast.viewer(cast.gita), fees={"family": (10000, "")}, currency="EUR")
    parts = Participation.objects.visible_to(cast.viewer(cast.dana), "write").filter(
        case=cast.family, person=cast.chloe
    )
    parts.update(family_role="child")
    setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.family.pk, at=NOW - timedelta(hours=3), minutes=60)
    assert charging.charge_what_was_held(NOW) == 2
    assert charged(cast, "chloe") == []


def test_what_was_called_off_or_has_no_fee_costs_nothing(cast: Cast) -> None:
    row = setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.couple.pk, at=NOW - timedelta(hours=3))
    setting.call_off(by=cast.viewer(cast.dana), meeting_id=row.pk)
    setting.set_meeting(by=cast.viewer(cast.hugo), case_id=cast.farids.pk, at=NOW - timedelta(hours=3))
    assert charging.charge_what_was_held(NOW) == 0


def test_the_office_settles_and_takes_the_table_along(cast: Cast) -> None:
    held(cast)
    charging.charge_what_was_held(NOW)
    gita = cast.client(cast.gita)
    page = gita.get("/practice/fees/").content.decode()
    assert "45.01 EUR" in page
    one = Charge.objects.visible_to(cast.viewer(cast.ana)).get()
    assert gita.post(reverse("meetings:settle", args=[one.pk]), {"state": "paid"}).status_code == 303
    assert gita.post(reverse("meetings:settle", args=[one.pk]), {"state": "nonsense"}).status_code == 404
    for who in (cast.ana, cast.dana, cast.emil):
        assert cast.client(who).post(reverse("meetings:settle", args=[one.pk]), {"state": "waived"}).status_code == 404
    table = gita.get("/practice/fees/table.csv").content.decode().splitlines()
    assert table[0].startswith("met_on,kind,code,amount")
    assert sorted(line.split(",")[5] for line in table[1:]) == ["open", "paid"]
    assert cast.client(cast.dana).get("/practice/fees/table.csv").status_code == 404


def test_an_invoice_holds_only_what_its_payer_may_see(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from ampersand.core import paper

    held(cast)
    held(cast, hours=6, person=cast.ana.pk)
    charging.charge_what_was_held(NOW)
    pages: list[str] = []
    monkeypatch.setattr(paper, "pdf", lambda html, style: (pages.append(html), (b"%PDF-", 1))[1])
    path = "/my/fees/2026-11/invoice.pdf"
    for who in (cast.ana, cast.ben):
        answer = cast.client(who).get(path)
        assert answer["Content-Type"] == "application/pdf"
    assert "90837" in pages[0]
    assert "115.01 EUR" in pages[0]
    assert "Ben" not in pages[0]
    assert "90837" not in pages[1]
    assert "45.00 EUR" in pages[1]
    assert "Ana" not in pages[1]
    assert cast.client(cast.farid).get(path).status_code == 404
    assert cast.client(cast.ana).get("/my/fees/2026-13/invoice.pdf").status_code == 404


def test_an_invoice_is_a_real_file(cast: Cast) -> None:
    held(cast)
    charging.charge_what_was_held(NOW)
    answer = cast.client(cast.ana).get("/my/fees/2026-11/invoice.pdf")
    assert answer.content.startswith(b"%PDF-")


def test_amounts_are_typed_as_people_write_them(cast: Cast) -> None:
    told = {"currency": "GBP", "couple_amount": "110.50", "alone_amount": "", "individual_amount": "80"}
    assert cast.client(cast.gita).post("/practice/fees/amounts/", told).status_code == 303
    assert Fee.objects.get(of="couple").cents == 11050
    assert cast.client(cast.gita).post("/practice/fees/amounts/", told | {"couple_amount": "-1"}).status_code == 422


def test_the_pages_cost_the_same_however_many_charges(cast: Cast, django_assert_max_num_queries: Any) -> None:
    ana, gita = cast.client(cast.ana), cast.client(cast.gita)
    for client in (ana, gita):
        client.get("/account/")
    for number in range(6):
        held(cast, hours=3 + 2 * number)
    charging.charge_what_was_held(NOW)
    with django_assert_max_num_queries(5):
        ana.get("/my/fees/")
    with django_assert_max_num_queries(5):
        gita.get("/practice/fees/")
