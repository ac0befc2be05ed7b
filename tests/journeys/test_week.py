"""The week between two meetings: on two phones at once, and on the therapist's desk."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.house import House

pytestmark = pytest.mark.browser


def choose(device: Device, line: str, number: int) -> None:
    """A number from nought to ten."""
    option = device.page.locator(f"#ask-{line} .zero-ten label").nth(number)
    option.click()
    expect(option.locator("input")).to_be_checked()


def go_on(device: Device, line: str) -> None:
    """On to this question, leaving out those between, of which some come only every few weeks."""
    for _ in range(4):
        device.press("Next")
        if device.page.locator(f"#ask-{line}").is_visible():
            return
    raise AssertionError(f"{line} is not asked")


def test_two_phones_before_a_meeting_and_what_dana_makes_of_it(devices: Devices, story: Story) -> None:
    dana, check_in = devices.new(story.dana, phone=False), f"/cases/{story.case}/check-in/"
    dana.go(f"/cases/{story.case}/weeks/")
    dana.look()
    dana.follow("Set it")
    tomorrow = datetime.now(ZoneInfo("Europe/Amsterdam")) + timedelta(hours=24)
    dana.page.get_by_label("Day").fill(f"{tomorrow:%Y-%m-%d}")
    dana.page.get_by_label("Begins at, your time").fill(f"{tomorrow:%H:%M}")
    dana.press("Set it")
    expect(dana.page.get_by_text("Set. Whoever takes part sees it.")).to_be_visible()

    ana, ben = devices.new(story.ana), devices.new(story.ben, scripts=False)
    bens = ben.body(check_in), ben.body("/my/")
    ana.go(check_in)
    ana.heading("How was your week?")
    ana.look()
    ana.press_radio_by_key("6")
    ana.press_by_key("Next")
    expect(ana.page.locator("#ask-happy")).to_be_visible()
    go_on(ana, "close")
    choose(ana, "close", 8)
    ana.page.get_by_label("Let Ben see it, too").locator("visible=true").check()
    expect(ana.page.locator("#ask-close .shown")).to_have_text("You, Ben and Dana see it when it closes")
    ana.look()
    go_on(ana, "heard")
    expect(ana.page.get_by_text("Saved", exact=True)).to_be_visible()
    elsewhere = devices.new(story.ana, sign_in=1, phone=False)  # the same check-in goes on at another desk
    elsewhere.go(check_in)
    expect(elsewhere.page.locator("#ask-close input[value='8']")).to_be_checked()
    for line in ("rely", "rows"):
        go_on(ana, line)
    choose(ana, "rows", 1)
    go_on(ana, "rows-heat")
    choose(ana, "rows-heat", 5)
    for line in ("rows-mended", "agenda"):
        go_on(ana, line)
    ana.page.get_by_label("What it is about").select_option("home")
    ana.page.get_by_label("In your own words").fill("Who cooks on Tuesdays")
    go_on(ana, "private")
    ana.page.get_by_label("A few words are enough").fill("I would like to talk alone.")
    ana.look()
    ana.press("Send my check-in")
    ana.heading("Your check-in is sent")
    expect(ana.page.get_by_text("one row, the hottest 5 of 10")).to_be_visible()
    ana.look()
    assert (ben.body(check_in), ben.body("/my/")) == bens, "nothing of it shows to Ben"

    ben.go(check_in)  # without scripts, on one page
    choose(ben, "close", 3)
    ben.page.get_by_label("What it is about").select_option("home")
    ben.press("Send my check-in")
    ben.heading("Your check-in is sent")
    ben.go(f"/cases/{story.case}/my-weeks/")
    ben.heading("How close I felt")

    dana.go(f"/cases/{story.case}/agenda/")
    dana.heading("What the meeting could begin with")
    for words in ("Home and chores", "Ana and Ben named it.", "Ana 8, Ben 3", "I would like to talk alone."):
        expect(dana.page.locator("main")).to_contain_text(words)
    dana.look()
    dana.go(f"/cases/{story.case}/weeks/")
    expect(dana.page.locator("main")).to_contain_text("Who cooks on Tuesdays")
    dana.look()


def test_each_rates_the_meeting_alone_and_dana_sees_both(devices: Devices, house: House, story: Story) -> None:
    house.run("tests.journeys.met", story.case, story.dana["id"])
    ana, ben = devices.new(story.ana), devices.new(story.ben, scripts=False)
    ana.go("/my/")
    ana.page.get_by_text("more, when you like").click()
    ana.follow("A check-in: after the meeting")
    ana.heading("How was the meeting, for you?")
    ana.look()
    ana.press("Send it")
    expect(ana.page.get_by_text("This one has no answer yet.").first).to_be_visible()
    for line in ("heard", "mattered", "way", "fair", "team"):
        choose(ana, line, 9)
    ana.press("Send it")
    expect(ana.page.get_by_text("Thank you. It helps to know.")).to_be_visible()
    ana.look()
    ben.go(ana.page.url)
    expect(ben.page.locator("input:checked")).to_have_count(0)
    for line in ("heard", "mattered", "way", "fair", "team"):
        choose(ben, line, 4)
    ben.page.get_by_label("Anything to say about this meeting?").fill("Too fast for me.")
    ben.press("Send it")
    expect(ben.page.get_by_text("Thank you. It helps to know.")).to_be_visible()
    ana.go(f"/cases/{story.case}/my-weeks/")
    expect(ana.page.locator("main")).not_to_contain_text("Too fast")
    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/ratings/")
    for words in ("The ratings lie 5 apart; Ben is the lower.", "Too fast for me."):
        expect(dana.page.locator("main")).to_contain_text(words)
    dana.look()
