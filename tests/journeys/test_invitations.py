"""Dana opens a case for two; each joins by a link of their own."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.steps import link_for

pytestmark = pytest.mark.browser


def open_a_case(desk: Device, first: str, second: str) -> None:
    """Dana types two names and addresses with the keyboard alone."""
    desk.go("/cases/new/")
    desk.press_by_key("A couple", role="link")
    desk.heading("A couple")
    for place, address in enumerate((first, second)):
        for label, words in (("Name", address.split("@")[0].capitalize()), ("E-mail address", address)):
            field = desk.page.get_by_label(label).nth(place)
            desk.tab_to(field)
            desk.page.keyboard.press("ControlOrMeta+a")
            desk.page.keyboard.type(words)
    desk.press_by_key("Open the case and invite everyone")


def test_two_people_join_by_links_of_their_own_even_if_a_scanner_opened_them_first(
    devices: Devices, read_only: Story
) -> None:
    desk = devices.new(read_only.dana, phone=False).expects(404)
    desk.go("/cases/new/")
    desk.look()
    name = f"lea{read_only.case[-6:]}", f"max{read_only.case[-6:]}"
    addresses = [f"{one}@example.org" for one in name]
    open_a_case(desk, *addresses)
    desk.heading("Who takes part")
    desk.look()

    links = []
    for address in addresses:
        mail = desk.house.next_mail_to(address)
        assert "therap" not in mail.lower(), "the mail tells an onlooker nothing"
        found = re.search(r"https?://\S+", mail)
        assert found
        links.append(found[0])
    assert links[0] != links[1]

    for address, link in zip(addresses, links, strict=True):
        scanner = devices.new()
        assert scanner.context.request.get(link).status == 200
        assert scanner.context.request.get(link).status == 200
        phone = devices.new().expects(404)
        phone.go(link)
        phone.heading("Hello")
        phone.look()
        phone.page.get_by_label("What should we call you?").fill(address.split("@")[0])
        phone.press("Join")
        expect(phone.page).to_have_url(re.compile("/before-you-go-on/"))
        expect(phone.page.get_by_text("Welcome. This is your side.")).to_be_visible()
        phone.look()

        other = devices.new().expects(404)
        other.go(link)
        other.heading("This link is not open")
        other.look()

    desk.page.reload()
    expect(desk.page.get_by_text("accepted")).to_have_count(2)
    for one in addresses:
        expect(desk.page.locator("main")).to_contain_text(one.split("@")[0])


def test_a_bad_address_keeps_everything_that_was_typed(devices: Devices, read_only: Story) -> None:
    desk = devices.new(read_only.dana, phone=False).expects(422)
    open_a_case(desk, f"kim{read_only.case[-6:]}@example.org", "noa at example.org")
    expect(desk.page.locator("[data-errors]")).to_be_focused()
    desk.look()
    expect(desk.page.get_by_label("Name").nth(1)).to_have_value("Noa at example.org")
    expect(desk.page.get_by_label("E-mail address").nth(0)).to_have_value(f"kim{read_only.case[-6:]}@example.org")
    wrong = desk.page.get_by_label("E-mail address").nth(1)
    expect(wrong).to_have_value("noa at example.org")
    wrong.fill(f"noa{read_only.case[-6:]}@example.org")
    desk.press("Open the case and invite everyone")
    desk.heading("Who takes part")


def test_a_link_that_opens_nothing_says_the_same_whatever_the_reason(devices: Devices, read_only: Story) -> None:
    """Used, old, taken back, never there, or somebody else's: and trying it uses nothing up for whose it is."""
    desk = devices.new(read_only.dana, phone=False)
    addresses = [f"{name}{read_only.case[-6:]}@example.org" for name in ("ivy", "oak")]
    open_a_case(desk, *addresses)
    desk.heading("Who takes part")
    ivys, oaks = (link_for(desk.house, address).removeprefix(desk.house.address) for address in addresses)

    ben = devices.new(read_only.ben).expects(404)
    assert ben.body(oaks) == ben.body("/join/never-there/"), "he learns nothing of a link that is not his"
    ben.go(oaks)
    ben.heading("This link is not open")
    ben.look()
    phone = devices.new(scripts=False)
    phone.go(ivys)
    phone.page.get_by_label("What should we call you?").fill("Ivy")
    phone.press("Join")
    stranger = devices.new()
    assert stranger.body(oaks).startswith("200"), "and Oak may still come in"
    desk.page.reload()
    desk.press_by_key(f"Withdraw the invitation to Oak{read_only.case[-6:]}")
    expect(desk.page.get_by_text("accepted")).to_have_count(1)
    said = {stranger.body(path) for path in (ivys, oaks, desk.house.told["old"], "/join/never-there/")}
    assert len(said) == 1
    assert said.pop().startswith("404")
