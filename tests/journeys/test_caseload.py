"""Dana goes through her cases: by keyboard, without scripts; prepares a meeting on paper; looks at the whole."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser
WAITING = re.compile("Half way|The last two meetings")


def quiet(desk: Device) -> None:
    expect(desk.page.get_by_text("It comes back when something new happens.")).to_be_visible()
    expect(desk.page.get_by_role("heading", name="Who needs a look")).to_have_count(0)


def waits(desk: Device) -> None:
    desk.heading("Who needs a look")
    expect(desk.page.locator("main")).to_contain_text(WAITING)


def test_through_the_list_by_keyboard_seen_and_taken_back(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, phone=False)
    desk.go("/caseload/")
    desk.look()
    waits(desk)
    expect(desk.page.get_by_text("In this list: j next, k before, Enter opens.")).to_be_visible()
    desk.page.keyboard.press("j")
    name = desk.page.get_by_role("link", name="Ana & Ben", exact=True)
    expect(name).to_be_focused()
    desk.page.keyboard.press("j")
    expect(name).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page).to_have_url(f"{desk.house.address}/cases/{story.case}/")
    desk.go("/caseload/")
    desk.press_by_key("Seen: Ana & Ben")
    quiet(desk)
    desk.look()
    desk.press_by_key("Undo")
    waits(desk)
    desk.press("Turn these keys off")
    desk.page.locator("h1").click()
    desk.page.keyboard.press("j")
    expect(name).not_to_be_focused()


def test_a_narrowed_list_stays_narrow_when_something_is_seen_and_taken_back(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, phone=False)
    desk.go("/caseload/")
    desk.page.locator("summary", has_text="Find a case").click()
    desk.page.get_by_label("What waits").select_option("a look at the whole")
    desk.page.get_by_label("Name", exact=True).fill("ana")
    desk.press_by_key("Show")
    waits(desk)
    desk.look()
    desk.press_by_key("Seen: Ana & Ben")
    expect(desk.page.get_by_text("It comes back when something new happens.")).to_be_visible()
    expect(desk.page.get_by_label("What waits")).to_have_value("looks")
    expect(desk.page.get_by_label("Name", exact=True)).to_have_value("ana")
    desk.press_by_key("Undo")
    waits(desk)
    expect(desk.page.get_by_label("What waits")).to_have_value("looks")
    desk.page.get_by_label("Name", exact=True).fill("nobody")
    desk.press("Show")
    expect(desk.page.get_by_text("No case is like that.")).to_be_visible()
    desk.follow("Show all")
    waits(desk)


def test_without_scripts_everything_is_a_link_or_a_button(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, scripts=False)
    desk.go("/caseload/")
    waits(desk)
    expect(desk.page.get_by_text("j next")).to_be_hidden()
    desk.press("Seen: Ana & Ben")
    quiet(desk)
    desk.press("Undo")
    waits(desk)
    desk.follow("Look at the whole: Ana & Ben")
    desk.expects(422)
    desk.page.get_by_label("Change the plan").check()
    desk.press("Write it down")
    expect(desk.page.get_by_text("Write a few words").first).to_be_visible()
    expect(desk.page.get_by_label("Change the plan")).to_be_checked()
    desk.page.get_by_label("Why, in a sentence or two").fill("They want to begin with money.")
    desk.press("Write it down")
    expect(desk.page.get_by_text("They want to begin with money.")).to_be_visible()


def test_a_meeting_is_prepared_on_one_sheet_and_shown_in_the_room(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, phone=False)
    desk.go(f"/cases/{story.case}/")
    desk.look()
    desk.follow("Prepare a meeting")
    desk.look()
    expect(desk.page.get_by_role("button", name="Print")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", desk.page.pdf(format="A4"))) == 1
    expect(desk.page.locator("main")).to_contain_text("PHQ-9")
    desk.go(f"/cases/{story.case}/course/")
    desk.look()
    desk.go(f"/cases/{story.case}/course/review/")
    desk.look()
    desk.go(f"/cases/{story.case}/")
    desk.press("Room mode")
    desk.go(f"/cases/{story.case}/prepare/")
    expect(desk.page.get_by_text("Room mode is on.")).to_be_visible()
    expect(desk.page.locator("main")).to_contain_text("What would each of you like to have talked about")
    expect(desk.page.locator("main")).not_to_contain_text("PHQ-9")
    desk.look()
