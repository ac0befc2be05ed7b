"""One's own account, and where one is signed in."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Devices

pytestmark = pytest.mark.browser

MARS = """(field) => {
  const option = new Option("Mars", "Mars/Olympus");
  field.append(option);
  field.value = option.value;
}"""


def test_a_time_zone_that_is_none_keeps_the_name_that_was_typed(devices: Devices, story: Story) -> None:
    phone = devices.new(story.ana).expects(422)
    phone.go("/account/")
    phone.page.get_by_label("Your name").fill("Ana Maria")
    phone.page.get_by_label("Time zone").evaluate(MARS)
    phone.press("Save")
    expect(phone.page.locator("[data-errors]")).to_be_focused()
    expect(phone.page.get_by_label("Your name")).to_have_value("Ana Maria")
    phone.look()
    phone.page.get_by_label("Time zone").select_option("Europe/Lisbon")
    phone.press("Save")
    expect(phone.page.get_by_text("Saved.")).to_be_visible()
    expect(phone.page.get_by_text("Signed in as Ana Maria")).to_be_visible()


def test_ana_chooses_the_dark_theme_and_it_stays(devices: Devices, story: Story) -> None:
    phone = devices.new(story.ana)
    phone.go("/account/")
    phone.press_radio_by_key("Dark")
    phone.press_by_key("Save")
    expect(phone.page.locator("html")).to_have_attribute("data-theme", "dark")
    phone.go("/my/")
    phone.look()


def test_ending_the_other_sign_in_signs_that_device_out_at_once(devices: Devices, story: Story) -> None:
    phone, other = devices.new(story.ana), devices.new(story.ana, sign_in=1, phone=False)
    other.go("/my/")
    phone.go("/account/sign-ins/")
    phone.look()
    expect(phone.page.get_by_text("Firefox on Linux").first).to_be_visible()
    phone.press_by_key("End all others")
    expect(phone.page.get_by_text("One other sign-in has ended.")).to_be_visible()
    other.page.get_by_role("navigation").get_by_role("link", name="Our space").click()
    other.heading("Sign in")
    expect(other.page.get_by_text("You were signed out here")).to_be_visible()
    other.look()
