"""Ana shows Ben one line, from then on, and takes it back."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Devices
from tests.journeys.steps import answer

pytestmark = pytest.mark.browser


def test_ben_sees_what_ana_shares_from_then_on_until_she_takes_it_back(devices: Devices, story: Story) -> None:
    ana, ben = devices.new(story.ana), devices.new(story.ben).expects(404)
    ours = f"/cases/{story.case}/ours/"
    ben.go(ours)
    ben.look()
    expect(ben.page.get_by_text("What Ana chooses to share stands here.")).to_be_visible()

    ana.go(story.line("csi-4"))
    ana.heading("Showing it to the others")
    ana.look()
    ana.press_by_key("Share from now on")
    expect(ana.page.get_by_text("From your next answers on")).to_be_visible()
    ana.look()
    ben.go(story.shared(story.ana, "csi-4"))
    expect(ben.page.locator("main table tbody tr")).to_have_count(0)  # what was answered before is not shown

    answer(ana, story.ana, "csi-4", {1: 2, 2: 1, 3: 2, 4: 3})
    expect(ana.page.get_by_text("You, Ben and Dana").first).to_be_visible()
    ben.go(ours)
    ben.look()
    ben.page.locator("main").get_by_role("link", name="as Ana sees it").click()
    ben.heading("What Ana shows you")
    ben.look()
    numbers = ben.page.locator("main table tbody tr")
    expect(numbers).to_have_count(1)
    expect(numbers).to_contain_text("4")
    dana = devices.new(story.dana, phone=False)
    dana.go(f"/cases/{story.case}/measures/?instrument=csi-4")
    expect(dana.page.locator("main")).to_contain_text("You, Ana and Ben see the latest result")
    ben.go(story.shared(story.ana, "phq-9"))
    ben.heading("There is nothing")

    ana.go(story.line("csi-4"))
    ana.press_by_key("Stop sharing")
    expect(ana.page.get_by_text("The others no longer see any of it.")).to_be_visible()
    answer_of_shared = ben.go(story.shared(story.ana, "csi-4"))
    assert answer_of_shared is not None
    assert answer_of_shared.status == 404
    ben.go(ours)
    expect(ben.page.get_by_text("What Ana chooses to share stands here.")).to_be_visible()
