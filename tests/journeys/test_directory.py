"""A visitor on a phone finds two therapists and asks both: one says no kindly, one proposes times."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.devices import Device, Devices
from tests.journeys.test_guide import answer_all, begin

pytestmark = pytest.mark.browser
WORDS = "We quarrel about small things until neither of us speaks."


@pytest.fixture
def mira(devices: Devices) -> Device:
    """Mira at her desk."""
    return devices.new(listed(devices, "mira"), phone=False)


@pytest.fixture
def otto(devices: Devices) -> Device:
    """Otto at his desk."""
    return devices.new(listed(devices, "otto"), phone=False)


def listed(devices: Devices, name: str) -> dict[str, Any]:
    person: dict[str, Any] = devices.house.told["listed"][name]
    return person


def find(device: Device, town: str = "utrecht") -> None:
    """Type a town, tick for whom, and look."""
    device.go("/find/")
    device.page.get_by_label("Near", exact=True).fill(town)
    device.page.get_by_role("checkbox", name="The two of us").check()
    device.press("Show therapists")
    expect(device.page).to_have_url(re.compile(r"/find/\?for=couple&place=utrecht-\d+$"))
    expect(device.page.get_by_role("heading", name="Mira")).to_be_visible()


def fill_in(device: Device, name: str) -> None:
    """As little as one must say, and a few words."""
    device.page.get_by_label("A name").fill(name)
    device.page.get_by_role("radio", name="The two of us").check()
    device.page.get_by_label("A few words").fill(WORDS)


def ask(device: Device, name: str, *whom: str) -> str:
    """From the list to one's own page; its address."""
    for one in whom:
        device.page.get_by_role("checkbox", name=f"Ask {one}").check()
    device.press("Ask for a consultation")
    device.heading("Ask for a consultation")
    fill_in(device, name)
    device.page.get_by_role("button", name="Send", exact=True).last.click()
    device.heading("How it stands")
    return device.page.url.removeprefix(device.house.address)


def open_letter(device: Device, name: str) -> None:
    """From the inbox to the letter of this name."""
    device.go("/enquiries/")
    device.page.get_by_role("link", name=name, exact=True).click()
    device.heading(name)


def test_two_are_asked_on_a_phone_and_each_answers_in_their_own_way(
    devices: Devices, mira: Device, otto: Device
) -> None:
    phone = devices.new()
    phone.go("/find/")
    phone.look()
    find(phone)
    phone.look()
    page = ask(phone, "Wren", "Mira", "Otto")
    phone.look()
    expect(phone.page.locator("main")).not_to_contain_text(WORDS)
    assert [one["name"] for one in phone.context.cookies()] == []

    open_letter(mira, "Wren")
    expect(mira.page.locator("main")).to_contain_text(WORDS)
    expect(mira.page.locator("main")).not_to_contain_text("Otto")
    mira.look()
    mira.follow("Say no kindly")
    mira.follow("I have no room")
    mira.look()
    mira.press("Send these words")
    mira.heading("Wren")

    open_letter(otto, "Wren")
    in_three_days = (datetime.now() + timedelta(days=3)).strftime("%Y-%m-%dT10:00")
    otto.page.get_by_label("First time").fill(in_three_days)
    otto.press("Propose these times")
    otto.heading("Wren")
    otto.look()

    phone.go(page)
    expect(phone.page.locator("blockquote", has_text="I have no room for someone new")).to_be_visible()
    phone.page.get_by_role("radio", name=re.compile(r"10:00")).check()
    phone.press("Choose this time")
    expect(phone.page.get_by_text("That time is yours now.")).to_be_visible()
    phone.look()
    open_letter(otto, "Wren")
    expect(otto.page.get_by_text("You meet")).to_be_visible()
    otto.follow("Begin a case")
    otto.look()


def test_the_same_without_scripts_and_with_the_answers_of_the_guide(devices: Devices, otto: Device) -> None:
    phone = devices.new(scripts=False)
    begin(phone)
    answer_all(phone)
    phone.press("Choose what to send")
    phone.page.get_by_role("checkbox").first.check()
    phone.press("Choose a therapist")
    expect(phone.page).to_have_url(phone.house.address + "/find/")
    phone.press("Otto")
    phone.heading("Otto")
    phone.press("Ask for a consultation")
    handed = phone.page.get_by_role("group", name="Answers to hand over").get_by_role("checkbox")
    expect(handed).to_have_count(1)
    expect(handed).to_be_checked()
    fill_in(phone, "Linnet")
    phone.press("Ask someone else as well")
    phone.page.get_by_role("checkbox", name="Ask Mira").check()
    phone.press("Ask for a consultation")
    expect(phone.page.get_by_label("A few words")).to_have_value(WORDS)
    expect(phone.page.get_by_role("checkbox", name="Mira")).to_be_checked()
    handed.uncheck()
    phone.page.get_by_role("button", name="Send", exact=True).last.click()
    phone.heading("How it stands")
    open_letter(otto, "Linnet")
    expect(otto.page.locator("main")).not_to_contain_text("Answers they chose to hand over")

    phone.press("Take my letter to Otto back")
    phone.press("Yes, take it back")
    expect(phone.page.get_by_text("What you wrote there is destroyed").first).to_be_visible()
    assert phone.context.cookies() == []


def test_finding_and_asking_by_keyboard_alone(devices: Devices) -> None:
    desk = devices.new(phone=False)
    desk.go("/find/")
    desk.tab_to(desk.page.get_by_label("Near", exact=True))
    desk.page.keyboard.type("Utrecht")
    desk.page.keyboard.press("Enter")
    expect(desk.page).to_have_url(re.compile(r"place=utrecht"))
    desk.press_by_key("Ask Otto", role="checkbox", key="Space")
    desk.press_by_key("Ask for a consultation")
    desk.heading("Ask for a consultation")
    desk.tab_to(desk.page.get_by_label("A name"))
    desk.page.keyboard.type("Sorrel")
    desk.press_radio_by_key("The two of us")
    desk.press_by_key("Send")
    desk.heading("How it stands")


def test_where_one_is_becomes_a_town_and_the_numbers_go_nowhere(devices: Devices) -> None:
    phone = devices.new()
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 52.0901234, "longitude": 5.1214321})
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    phone.go("/find/")
    phone.press("Use where I am now")
    expect(phone.page).to_have_url(re.compile(r"/find/\?place=[a-z-]+-\d+$"))
    assert not [one for one in asked if "52.0901" in one or "5.1214" in one]
    assert not [one for one in asked if "52.09" in one.split(" ")[0]]
    assert any("here=52.09%2C5.12" in one for one in asked)


def test_a_form_that_lacks_something_keeps_everything_and_says_where(devices: Devices) -> None:
    phone = devices.new().expects(422)
    phone.go("/ask/?who=mira")
    phone.page.get_by_label("A few words").fill(WORDS)
    phone.page.get_by_role("button", name="Send", exact=True).last.click()
    expect(phone.page.locator("[data-errors]").first).to_be_focused()
    phone.look()
    expect(phone.page.get_by_label("A few words")).to_have_value(WORDS)
    phone.follow("A name: Type a name, any name.")
    expect(phone.page.get_by_label("A name")).to_be_focused()
