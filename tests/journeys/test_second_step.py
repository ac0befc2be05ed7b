"""Staff need a second step: whoever has none is led to it, and it opens the door from then on."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.steps import app_code, sign_in

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def first_sign_in(device: Device, story: Story) -> None:
    device.go("/account/sign-in/")
    sign_in(device, story.dana)
    device.heading("First, a second step")
    device.go(f"/cases/{story.case}/measures/")
    device.heading("First, a second step")


def test_dana_is_led_to_an_app_and_needs_it_the_next_time(devices: Devices, story: Story) -> None:
    phone = devices.new()
    first_sign_in(phone, story)
    phone.look()
    phone.follow("Set up an app")
    phone.look()
    secret = phone.page.locator("code.secret").inner_text()
    phone.page.get_by_label("The six digits that the app shows").fill("000000")
    phone.press("Finish")
    expect(phone.page.locator("#id_code_error")).to_contain_text("That is not what the app should show.")
    phone.look()
    assert phone.page.locator("code.secret").inner_text() == secret, "a wrong code keeps the key"
    phone.page.get_by_label("The six digits that the app shows").fill(app_code(secret))
    phone.press("Finish")
    phone.heading("Recovery codes")
    phone.look()
    spare = phone.page.locator("ol.codes code").first.inner_text()
    phone.follow("I have kept them, go on")
    expect(phone.page).to_have_url(f"{phone.house.address}/today/")

    other = devices.new(phone=False)
    other.go("/account/sign-in/")
    sign_in(other, story.dana)
    other.heading("Now the second step")
    other.look()
    other.page.get_by_label("Code from your app, or a recovery code").fill(spare)
    other.press("Sign in")
    expect(other.page).to_have_url(f"{other.house.address}/today/")


def test_dana_makes_a_passkey_and_signs_in_with_it_alone(devices: Devices, story: Story) -> None:
    phone = devices.new()
    tools = phone.context.new_cdp_session(phone.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    first_sign_in(phone, story)
    phone.follow("Add a passkey")
    phone.look()
    phone.page.get_by_label("A name for it, such as the device it is on").fill("My phone")
    phone.press("Make the passkey")
    phone.heading("Recovery codes")
    phone.go("/account/second-step/")
    expect(phone.page.get_by_text("My phone").first).to_be_visible()
    phone.look()

    phone.press("Sign out")
    phone.heading("Sign in")
    phone.press("Sign in with a passkey")
    expect(phone.page).to_have_url(f"{phone.house.address}/today/")
