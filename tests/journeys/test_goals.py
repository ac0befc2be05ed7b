"""One goal on two phones, one of them without scripts: proposed, countered, agreed, rated apart, revealed, set back."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser
LEVELS = ("No talks", "One talk a month", "One talk a week", "One long talk a week", "Two talks a week")


def write(device: Device, text: str) -> None:
    """The words of a goal, then its levels as they are or as they should be."""
    device.page.get_by_label("The goal in one sentence").fill(text)
    device.press("Go on")
    device.heading("Make it seen")
    for number, words in enumerate(LEVELS):
        device.page.locator(f"#id_level{number}").fill(words)
    device.press("Keep it")
    device.heading(text)


def look_back(device: Device, level: str) -> None:
    device.follow("Look back")
    device.page.get_by_label(level).check()
    device.press("That is where I see it")


def test_a_goal_on_two_phones(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben, scripts=False)
    ours = f"/cases/{story.case}/goals/"
    ana.go(ours)
    ana.follow("Write our first goal")
    ana.press_by_key("Write it myself")
    ana.heading("Make it yours")
    ana.look()
    write(ana, "We talk about one real thing every week")
    ana.look()
    ana.press_by_key("Put it on the table")
    expect(ana.page.get_by_text("You agreed. It begins when everyone has")).to_be_visible()
    goal = ana.page.url.removeprefix(ana.house.address)

    ben.go(ours)
    ben.follow("We talk about one real thing every week")
    ben.follow("Change it")
    write(ben, "We talk about one thing that matters, every Sunday")
    ana.go(goal)
    ana.heading("every Sunday")
    ana.press("Agree to this goal")
    expect(ana.page.get_by_text("Agreed by everyone.").first).to_be_visible()

    ana.follow("Choose the first step")
    ana.page.get_by_label("What is the next small step?").fill("Put Sunday into the calendar")
    ana.press("Choose it")
    ben.go(goal)
    expect(ben.page.get_by_text("Put Sunday into the calendar").first).to_be_visible()

    quiet = ben.body(goal)
    ana.go(goal)
    look_back(ana, "One long talk a week")
    expect(ana.page.get_by_text("You have looked back.")).to_be_visible()
    assert ben.body(goal) == quiet, "Ben cannot tell that Ana has looked back"
    ben.go(goal)
    look_back(ben, "One talk a month")
    for device in (ben, ana):
        device.go(goal)
        expect(device.page.get_by_text("You see it quite differently.").first).to_be_visible()
    ana.look()

    ben.follow("It did not happen yet. What got in the way?")
    ben.page.get_by_label("What got in the way?").fill("We were both away")
    ben.press("Keep it")
    ana.go(ours)
    ana.heading("The way so far")
    picture = ana.page.locator("main figure svg:visible").last
    expect(picture).to_have_attribute("role", "img")
    ana.look()
    ana.go(f"/cases/{story.case}/our-progress/")
    ana.heading("The way so far")
    ana.look()
