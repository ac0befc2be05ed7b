"""Someone is frightened at night: to the right number in two taps, and away from any page that must not be seen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Story
from tests.journeys.devices import Device, Devices
from tests.journeys.looking import NARROWEST, PHONE

pytestmark = pytest.mark.browser
ZOOMED = {"width": NARROWEST, "height": 256}  # a desk of 1280 by 1024 at 400%
REACHED = """() => {
  const link = document.querySelector("a.exit"), box = link.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return link.contains(at) && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
}"""
PLACES = [0, 0.3, 0.7, 1]


@pytest.mark.parametrize("way", ["touch", "keyboard", "scripts-off"])
def test_a_frightened_visitor_has_the_right_number_after_two_taps(devices: Devices, way: str) -> None:
    phone = devices.new(scripts=way != "scripts-off")
    phone.go("/")
    for name, heading in (("Get help now", "Where are you?"), ("Ireland", "Get help now in Ireland")):
        if way == "keyboard":
            phone.press_by_key(name, role="link")
        else:
            phone.follow(name)
        phone.heading(heading)
    expect(phone.page.get_by_role("link", name="Call 112")).to_be_in_viewport()
    phone.follow("I am frightened of someone at home")
    line = phone.page.get_by_role("link", name="Call 1800 341 900")
    expect(line).to_be_in_viewport()
    assert line.get_attribute("href") == "tel:1800341900"
    assert phone.context.cookies() == [], "and nothing of it is kept"


def covered(device: Device, path: str) -> list[str]:
    """Where on a page the way out cannot be pressed."""
    device.go(path)
    found = []
    for size in (PHONE, ZOOMED):
        device.page.set_viewport_size(size)  # type: ignore[arg-type]
        for place in PLACES:
            device.page.evaluate("(place) => scrollTo(0, place * document.documentElement.scrollHeight)", place)
            if not device.page.evaluate(REACHED):
                found.append(f"{path} at {size['width']} wide, {place:.0%} down")
    return found


def test_the_way_out_can_be_pressed_wherever_one_is_whatever_is_said(devices: Devices, story: Story) -> None:
    phone = devices.new(story.ana)
    phone.go("/account/")
    phone.press("Save")
    expect(phone.page.locator(".notice.done")).to_be_visible()
    assert phone.page.evaluate(REACHED), "no notice lies over it"
    paths = ("/my/", f"/check-in/{story.ana['open']['phq-9']}/", "/my/plan/", "/my/write-plan/", "/help/gb/")
    assert [place for path in paths for place in covered(phone, path)] == []


def test_ana_writes_her_plan_opens_it_without_the_internet_and_takes_the_copy_away_again(
    devices: Devices, story: Story
) -> None:
    phone = devices.new(story.ana)
    phone.go("/my/")
    phone.follow("My plan")
    phone.follow("Begin my plan")
    phone.page.get_by_label("1. How I notice it building").fill("Sunday evenings.")
    expect(phone.page.get_by_text("Kept as you write.")).to_be_visible()
    other = devices.new(story.ana, sign_in=1)
    other.go("/my/write-plan/")
    expect(other.page.get_by_label("1. How I notice it building")).to_have_value("Sunday evenings.")
    phone.page.get_by_label("4. People I can tell and ask for help").fill("Lena, 06 0000 0001")
    phone.page.get_by_label("Whose lines shall stand in it?").select_option("nl")
    phone.look()
    phone.press("Save my plan")
    phone.heading("Who else may read your plan?")
    phone.look()
    phone.follow("My plan")
    expect(phone.page.get_by_role("link", name="06 0000 0001")).to_have_attribute("href", "tel:0600000001")
    phone.look()
    assert phone.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    phone.press("No, others use it too")
    expect(phone.page.get_by_text("Then we keep nothing here.")).to_be_visible()
    phone.go("/my/plan/")
    phone.press("Yes, mine alone: keep a copy")
    expect(phone.page.get_by_role("button", name="Remove the copy")).to_be_visible()
    phone.context.set_offline(True)
    phone.go("/my/plan/")
    expect(phone.page.get_by_text("Sunday evenings.")).to_be_visible()
    expect(phone.page).to_have_title("My plan")
    phone.context.set_offline(False)
    phone.go("/my/plan/")
    phone.press("Remove the copy")
    expect(phone.page.get_by_text("Is this device yours alone?")).to_be_visible()
    assert kept(phone) == [0, 0]


def kept(device: Device) -> list[int]:
    """How many copies and workers the device holds."""
    found: list[int] = device.page.evaluate(
        "async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"
    )
    return found


@pytest.mark.parametrize("way", ["three times Shift", "sign out"])
def test_leaving_leaves_nothing_on_the_screen_in_the_history_or_on_the_device(
    devices: Devices, story: Story, way: str
) -> None:
    phone = devices.new(story.ben)
    phone.go("/my/write-plan/")
    phone.page.get_by_label("1. How I notice it building").fill("Nobody may read this.")
    phone.press("Save my plan")
    phone.go("/my/plan/")
    phone.press("Yes, mine alone: keep a copy")
    expect(phone.page.get_by_role("button", name="Remove the copy")).to_be_visible()
    if way == "sign out":
        phone.press("Sign out")
    else:
        for _ in range(3):
            phone.page.keyboard.press("Shift")
        expect(phone.page).to_have_title("The weather")
        phone.page.go_back()
        assert not phone.page.url.endswith("/my/plan/"), "the page itself was replaced"
    phone.heading("Sign in")
    expect(phone.page.locator("body")).not_to_contain_text("Nobody may read this.")
    assert kept(phone) == [0, 0]
    phone.go("/my/plan/")
    phone.heading("Sign in")
