"""After a row: each writes alone on a phone, both sides open at one moment, and the loop is drawn from both."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices

pytestmark = pytest.mark.browser
HELP = "If you are ever afraid, or there is force or a threat"


def text(device: Device, question: str) -> None:
    """See a question of the log, one at a time."""
    expect(device.page.get_by_role("heading", name=question)).to_be_visible()


def wrote(device: Device, story: Story, feeling: str, need: str) -> None:
    """Write about a row, one question a step, and keep it."""
    page = device.page
    device.go(f"/cases/{story.case}/log/new/")
    expect(page.locator("form[data-begun]")).to_be_attached()
    device.press("Next")
    page.get_by_role("textbox", name="What happened?").fill("We were late, and it began in the car.")
    device.press("Next")
    page.locator(".zero-ten label").nth(6).click()
    device.press("Next")
    page.get_by_label(feeling, exact=True).check()
    device.press("Next")
    page.get_by_role("textbox", name="What did you need?").fill(need)
    for _ in range(5):
        device.press("Next")
    text(device, "Who may read it?")
    device.press("Keep it")
    expect(page.get_by_text("Kept. Thank you for writing it down.")).to_be_visible()


def test_two_phones_write_offer_seal_share_and_compare(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    ana.go("/my/")
    ana.follow("We had a row")
    text(ana, "When was it?")
    ana.look()
    wrote(ana, story, "Alone", "a hand on my shoulder")
    ana.look()
    expect(ana.page.get_by_text(HELP)).to_be_visible()

    together = f"/cases/{story.case}/together/"
    nothing = ben.body(together)
    ana.follow("Offer to look at it together")
    assert ben.body(together) == nothing, "looking at the offer tells him nothing"
    ana.page.get_by_label("A few words by which it can be recognised").fill("The drive to the lake")
    ana.look()
    ana.press("Offer it")
    ana.heading("Your side")

    ben.go(together)
    ben.heading("The drive to the lake")
    ben.look()
    assert "a hand on my shoulder" not in ben.page.content()
    ben.follow("Add my side")
    place = ben.page.url.removeprefix(ben.house.address)
    before = ben.body(place)
    ana.press("Seal my side")
    ana.heading("Your side is sealed")
    ana.look()
    ana.press("Share my side")
    ana.heading("Sealed and shared")
    assert ben.body(place) == before, "nothing tells him how far she is"

    wrote(ben, story, "Alone", "a little quiet")
    ben.go(place)
    ben.press("Seal my side")
    waiting = ana.body(place)
    assert ana.body(place) == waiting
    ben.press("Share my side")
    ben.heading("Side by side")
    expect(ben.page.locator("main")).to_contain_text("a hand on my shoulder")
    expect(ben.page.locator("main")).to_contain_text("Both of you felt this: alone.")
    ben.look()
    assert ana.body(place) != waiting
    ana.go(place)
    expect(ana.page.locator("main")).to_contain_text("a little quiet")


def test_without_scripts_and_by_keyboard_a_row_is_kept_and_the_loop_drawn(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana, scripts=False), devices.new(story.ben, phone=False)
    ana.go(f"/cases/{story.case}/log/new/")
    ana.page.get_by_role("textbox", name="What happened?").fill("The dishes.")
    ana.page.get_by_label("I asked again and again").check()
    ana.press("Keep it")
    expect(ana.page.get_by_text("Only you and Dana see this")).to_be_visible()
    ana.go(f"/cases/{story.case}/loop/draw/")
    ana.page.get_by_label("What I do when we get stuck").select_option("ask")
    ana.page.get_by_label("What I feel then").select_option("alone")
    ana.press("Keep it")

    ben.go(f"/cases/{story.case}/loop/")
    ben.press_by_key("Change the loop", "link")
    ben.heading("My half of the loop")
    ben.look()
    ben.tab_to(ben.page.get_by_label("What I do when we get stuck"))
    ben.page.keyboard.type("I went quiet")
    ben.tab_to(ben.page.get_by_label("What I feel then"))
    ben.page.keyboard.type("Helpless")
    ben.tab_to(ben.page.get_by_label("What shall we call it?"))
    ben.page.keyboard.type("The storm")
    ben.press_by_key("Keep it")
    ben.heading("The storm")
    expect(ben.page.locator("svg.loop rect.step")).to_have_count(4)
    ben.look()

    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/rows/")
    dana.heading("The loop: “The storm”")
    expect(dana.page.locator("main")).to_contain_text("The dishes.")
    dana.look()
