"""Every kind of page, as anyone may have it: in both themes, on a phone and at a desk, with axe finding nothing."""

import pytest

from tests.journeys.conftest import Story
from tests.journeys.devices import Devices

pytestmark = pytest.mark.browser

VISITOR = (
    "/",
    "/help/",
    "/help/gb/",
    "/help/elsewhere/",
    "/help/gb/remember/",
    "/before-you-go-on/",
    "/staying-safer-online/",
    "/account/sign-in/",
    "/join/none/",
    "/nothing-here/",
    "/how-they-differ/",
    "/approaches/",
    "/what-goals-are/",
    "/online-or-in-person/",
    "/what-is-known/",
    "/each-alone-first/",
    "/blank-plan/",
    "/about/",
    "/find/",
    "/find/?place=utrecht&format=online&language=ti",
    "/find/?place=cambridge",
    "/find/mira/",
    "/ask/",
    "/ask/?who=mira",
)
CLIENT = (
    "/cases/{case}/check-in/", "/cases/{case}/my-weeks/",
    "/cases/{case}/ours/", "/cases/{case}/people/", "/cases/{case}/who-sees/", "/account/", "/account/second-step/",
    "/account/sign-out/", "/check-in/{ana_csi}/", "/check-in/{ana_phq}/", "/cases/{case}/my-line/phq-9/", "/my/plan/",
    "/cases/{case}/agreement/", "/cases/{case}/agreement/another/", "/account/reaching-me/", "/account/sign-ins/",
    "/cases/{case}/coming-in/", "/cases/{case}/coming-in/1/", "/cases/{case}/coming-in/2/",
    "/cases/{case}/coming-in/first/",
    "/cases/{case}/coming-in/told/", "/cases/{case}/coming-in/shown/",
    "/cases/{case}/meetings/", "/my/calendar/", "/my/fees/",
)  # fmt: skip
THERAPIST = (
    "/attention/", "/on-call/", "/cases/{case}/agenda/", "/cases/{case}/weeks/", "/cases/{case}/ratings/",
    "/caseload/", "/cases/{case}/", "/cases/{case}/measures/", "/cases/{case}/measures/?instrument=phq-9",
    "/cases/{case}/people/", "/cases/{case}/who-sees/", "/cases/{case}/end/", "/cases/new/?kind=individual",
    "/cases/new/?kind=family", "/cases/{case}/people/{ana}/leave/", "/instruments/", "/instruments/csi-16/",
    "/instruments/pc-ptsd-5/", "/account/", "/enquiries/", "/my-page/", "/my-page/preview/",
    "/cases/{case}/checks/", "/cases/{case}/checks/ask/", "/cases/{case}/checks/decide/",
    "/cases/{case}/checks/talk/{ana}/", "/cases/{case}/agreement/", "/people/{ana}/reaching/", "/room/",
    "/cases/{case}/intake/", "/cases/{case}/intake/first/", "/cases/{case}/intake/{ana}/",
    "/cases/{case}/intake/{ana}/1/again/", "/today/", "/calendar/", "/calendar/day/", "/calendar/new/",
    "/calendar/hours/", "/calendar/away/", "/cases/{case}/meetings/", "/cases/{case}/meetings/set/",
    "/cases/{case}/paying/",
)  # fmt: skip


OFFICE = (
    "/clients/",
    "/people/{ana}/reaching/",
    "/on-call/",
    "/pages/",
    "/instruments/",
    "/account/",
    "/practice/rooms/",
    "/practice/fees/",
    "/practice/fees/amounts/",
)


@pytest.mark.parametrize(
    ("who", "paths"), [("visitor", VISITOR), ("ana", CLIENT), ("dana", THERAPIST), ("gita", OFFICE)]
)
def test_pages_can_be_read_by_everyone(devices: Devices, read_only: Story, who: str, paths: tuple[str, ...]) -> None:
    person = devices.house.told["gita"] if who == "gita" else getattr(read_only, who, None)
    device = devices.new(person).expects(404)
    names = {
        "case": read_only.case, "ana": read_only.ana["id"], "ana_csi": read_only.ana["open"]["csi-4"],
        "ana_phq": read_only.ana["open"]["phq-9"],
    }  # fmt: skip
    found = []
    for path in paths:
        device.go(path.format(**names))
        try:
            device.look()
        except AssertionError as wrong:
            found.append(str(wrong))
    assert not found, "\n\n".join(found)
