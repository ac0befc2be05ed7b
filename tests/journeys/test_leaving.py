"""Exit this page: gone at once, signed out, and the way back shows nothing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.elsewhere import Elsewhere

pytestmark = pytest.mark.browser


def leaves(device: Device, story: Story, elsewhere: Elsewhere, way: str) -> None:
    device.go("/my/")
    device.go(story.line("csi-4"))
    if way == "the button":
        device.follow("Exit this page")
    elif way == "the button by key":
        device.press_by_key("Exit this page", role="link")
    else:
        for _ in range(3):
            device.page.keyboard.press("Shift")
    expect(device.page).to_have_url(elsewhere.address)
    expect(device.page).to_have_title("The weather")
    assert elsewhere.referrers[-1] == "", "the other site is not told where she came from"


@pytest.mark.parametrize(
    ("way", "who", "sign_in", "scripts"),
    [
        ("the button", "ana", 0, True),
        ("the button by key", "ana", 1, True),
        ("three times Shift", "ben", 0, True),
        ("the button", "ben", 1, False),
    ],
    ids=["button", "key", "shift", "scripts-off"],
)
def test_someone_leaves_at_once_and_the_way_back_shows_the_sign_in_page(
    devices: Devices, read_only: Story, elsewhere: Elsewhere, way: str, who: str, sign_in: int, scripts: bool
) -> None:
    phone = devices.new(getattr(read_only, who), sign_in=sign_in, scripts=scripts)
    leaves(phone, read_only, elsewhere, way)
    phone.page.go_back()
    phone.heading("Sign in")
    expect(phone.page.locator("body")).not_to_contain_text(who.capitalize())
    phone.go("/my/")
    phone.heading("Sign in")


def test_presses_of_shift_are_shown_and_forgotten_when_one_types_on(devices: Devices, read_only: Story) -> None:
    desk = devices.new(read_only.dana, phone=False)
    desk.go("/account/")
    desk.page.keyboard.press("Shift")
    desk.page.keyboard.press("Shift")
    expect(desk.page.locator(".exit-dots .lit")).to_have_count(2)
    desk.page.get_by_label("Your name").press("End")
    desk.page.keyboard.press("Shift+A")
    expect(desk.page.locator(".exit-dots .lit")).to_have_count(0)
    desk.heading("My account")
