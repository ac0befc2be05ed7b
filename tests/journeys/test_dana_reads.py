"""Dana, their therapist: both on one chart, and what she asks of them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Devices

pytestmark = pytest.mark.browser


def test_dana_reads_both_on_one_chart_with_cut_off_band_gap_and_both_rules(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, phone=False)
    desk.go("/caseload/")
    desk.look()
    desk.page.locator("main").get_by_role("link", name="Ana").first.click()
    expect(desk.page).to_have_url(f"{desk.house.address}/cases/{story.case}/")
    desk.look()
    desk.go(f"/cases/{story.case}/measures/?instrument=csi-4")
    desk.look()
    main = desk.page.locator("main")
    for words in ("got better", "got worse", "Both partners", "Mean of the two", "Where it stands"):
        expect(main).to_contain_text(words)
    chart = desk.page.locator("main svg[role=img]:visible").first
    expect(chart).to_contain_text("13.5")
    assert desk.page.locator("main svg[role=img]:visible").first.locator("[data-hand]").count() >= 2


def test_dana_plans_a_measure_with_the_keyboard_and_ana_finds_it(devices: Devices, story: Story) -> None:
    desk = devices.new(story.dana, phone=False)
    desk.go(f"/cases/{story.case}/measures/plan/")
    desk.look()
    desk.press_radio_by_key("GAD-7")
    desk.press_radio_by_key("Once")
    desk.press_by_key("Plan it")
    expect(desk.page.get_by_text("GAD-7 is planned for")).to_be_visible()
    desk.look()

    ana = devices.new(story.ana)
    mail = desk.house.next_mail_to(story.ana["email"])
    assert "GAD" not in mail
    assert "therap" not in mail.lower()
    ana.go("/my/")
    ana.page.locator("details summary").first.click()
    ana.page.locator("details li", has_text="GAD-7").get_by_role("link").click()
    ana.heading("Check-in")
