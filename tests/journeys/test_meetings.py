"""A meeting proposed by one and confirmed by the other on two phones in two zones; a therapist's week by keyboard."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser


def open_hours(dana: Device) -> None:
    """Dana works on every weekday from nine to five."""
    for weekday in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        dana.go("/calendar/hours/")
        dana.page.get_by_label("Weekday").select_option(label=weekday)
        dana.page.get_by_label("From").fill("09:00")
        dana.page.get_by_label("Until", exact=True).fill("17:00")
        dana.press("Add them")
        expect(dana.page.get_by_text("Added.")).to_be_visible()


def test_proposed_on_one_phone_and_confirmed_on_the_other_in_another_zone(devices: Devices, story: Story) -> None:
    dana = devices.new(story.dana, phone=False)
    open_hours(dana)
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    ben.go("/account/")
    ben.page.get_by_label("Time zone").select_option("Europe/Lisbon")
    ben.page.locator("form").filter(has=ben.page.get_by_label("Time zone")).get_by_role("button").first.click()

    ana.go(f"/cases/{story.case}/meetings/")
    ana.look()
    ana.follow("Propose a time for all of you")
    ana.heading("A time for all of you")
    expect(ana.page.get_by_text("for Ben, Lisbon").first).to_be_visible()
    ana.look()
    ana.page.locator("input[name=at]").first.check()
    ana.press("Propose it")
    expect(ana.page.get_by_text("Proposed. It stands as soon as it suits everyone.").first).to_be_visible()

    ben.go(ana.page.url.removeprefix(ana.house.address))
    ben.heading("Does this time suit you?")
    ben.look()
    ben.press_by_key("Yes, it suits me")
    expect(ben.page.get_by_text("It suits everyone, so it stands.")).to_be_visible()
    ana.page.reload()
    expect(ana.page.get_by_text("Does this time suit you?")).to_have_count(0)

    ana.go("/my/calendar/")
    ana.look()
    ana.press("Make a secret address")
    secret = ana.page.get_by_label("Secret address").input_value()
    path = re.sub(r"^https?://[^/]+", "", secret)
    answer = ana.context.request.get(ana.house.address + path)
    events = vobject.readOne(answer.text()).contents["vevent"]
    assert {event.summary.value for event in events} == {"Appointment"}
    assert len([event for event in events if event.dtstart.value > datetime.now(UTC)]) == 1


def test_danas_week_by_keyboard_and_without_scripts(devices: Devices, story: Story) -> None:
    dana = devices.new(story.dana, phone=False)
    monday = datetime.now(UTC).date() + timedelta(days=7)
    monday -= timedelta(days=monday.weekday())
    dana.go(f"/cases/{story.case}/meetings/set/?day={monday}&hour=10:00")
    dana.look()
    dana.press("Set it")
    dana.go(f"/calendar/?day={monday}")
    dana.look()
    entry = dana.page.locator("[data-entry]").first
    expect(entry).to_contain_text("10:00")
    dana.tab_to(entry)
    for key in ("m", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        dana.page.keyboard.press(key)
    dana.page.wait_for_url("**moved=**")
    tuesday = dana.page.locator("[data-day]").nth(1)
    expect(tuesday.locator("[data-entry]")).to_contain_text("10:30")
    dana.look()
    dana.press("Put it back")
    expect(dana.page.locator("[data-day]").first.locator("[data-entry]")).to_contain_text("10:00")

    plain = devices.new(story.dana, phone=False, scripts=False)
    plain.go(f"/calendar/?day={monday}")
    plain.page.locator("[data-entry]").first.click()
    plain.follow("Move it")
    plain.page.get_by_label("Begins at, your time").fill("11:00")
    plain.press("Move it")
    expect(plain.page.get_by_text("Moved. Whoever takes part sees it.")).to_be_visible()
