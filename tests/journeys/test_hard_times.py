"""Dana sets Ana's pictures aside and brings them back; after the end Ana answers an offer; Ben learns of neither."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.house import House

pytestmark = pytest.mark.browser
ASIDE = "This picture is set aside for now."


def drawn(device: Device, story: Story, *, aside: bool) -> None:
    device.go(story.line("phq-9"))
    expect(device.page.locator("figure.chart")).to_have_count(0 if aside else 1)
    expect(device.page.get_by_text(ASIDE)).to_have_count(1 if aside else 0)


def test_pictures_are_set_aside_for_ana_alone_and_come_back(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana, scripts=False), devices.new(story.ben)
    desk = devices.new(story.dana, phone=False)
    before = ben.body(story.line("phq-9"))
    desk.go(f"/cases/{story.case}/measures/")
    desk.press_by_key("Set Ana’s pictures aside")
    expect(desk.page.get_by_role("button", name="Bring Ana’s pictures back")).to_be_visible()
    desk.look()
    drawn(ana, story, aside=True)
    assert ben.body(story.line("phq-9")) == before
    shown = devices.new(story.ana, sign_in=1)
    drawn(shown, story, aside=True)
    shown.look()
    desk.press_by_key("Bring Ana’s pictures back")
    expect(desk.page.get_by_role("button", name="Set Ana’s pictures aside")).to_be_visible()
    drawn(ana, story, aside=False)


def test_an_offer_after_the_end_is_answered_alone_and_can_be_changed(
    devices: Devices, story: Story, house: House
) -> None:
    house.run("tests.journeys.ended", story.case, story.dana["id"])
    ana, ben = devices.new(story.ana), devices.new(story.ben)
    ben.go("/my/")
    before = ben.body("/my/")
    ana.go("/my/")
    ana.heading("A meeting, if you like")
    ana.page.locator("a[href^='/offers/']").click()
    ana.heading("A meeting, if you like")
    ana.look()
    ana.expects(422).press_by_key("Send it")
    expect(ana.page.locator(".errors, [role=alert]").first).to_be_visible()
    ana.press_radio_by_key("Yes, I would like that")
    ana.page.get_by_label("Anything you would like to say with it").fill("We quarrel less.")
    ana.press_by_key("Send it")
    expect(ana.page.get_by_text("You said: Yes, I would like that.")).to_be_visible()
    assert ben.body("/my/") == before
    plain = devices.new(story.ana, sign_in=1, scripts=False)
    plain.go("/my/")
    plain.page.locator("a[href^='/offers/']").click()
    expect(plain.page.get_by_label("Anything you would like to say with it")).to_have_value("We quarrel less.")
    plain.page.get_by_label("Not this time").check()
    plain.press("Change my answer")
    expect(plain.page.get_by_text("You said: Not this time.")).to_be_visible()
