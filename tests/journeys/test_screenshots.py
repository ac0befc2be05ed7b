"""The pictures of docs/pictures, of the demo practice. `make screenshots` takes them; otherwise the pages only open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.devices import Device, Devices
from tests.journeys.house import ROOT, House, furnish, prepared_once, run
from tests.journeys.test_guide import answer_all, begin

pytestmark = pytest.mark.browser

PICTURES = ROOT / "docs" / "pictures"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
TALL = {"width": 1280, "height": 1500}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str, empty_house: Path) -> Iterator[House]:
    """Linden House, open to everyone."""

    def prepare(folder: Path) -> None:
        furnish(folder, empty_house)
        run(folder, "ampersand.project.command", "demo", AMPERSAND_DEMO="yes")

    base = tmp_path_factory.getbasetemp()
    template = prepared_once(base if worker_id == "master" else base.parent, "linden-house", prepare)
    house = House.copied(template, tmp_path_factory.mktemp("demo") / "data", AMPERSAND_DEMO="yes")
    house.start()
    yield house
    house.stop()


@pytest.fixture
def visitors(browser: Browser, demo: House) -> Iterator[Devices]:
    """Devices in Linden House."""
    handed_out = Devices(browser, demo)
    yield handed_out
    troubles = handed_out.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def taken(request: pytest.FixtureRequest) -> bool:
    """Whether pictures are taken this time."""
    return bool(request.config.getoption("--take-screenshots", default=False))


def enter(device: Device, name: str) -> None:
    """Sign in as one of the demo's people, by their button."""
    device.go("/demo/")
    device.page.get_by_role("button", name=name).first.click()
    device.page.wait_for_url(lambda url: "/demo/" not in url)


def take(device: Device, name: str, taken: bool, *, dark: bool = False, tall: bool = False) -> None:
    """One page on a phone and at a desk, light and, for the main ones, dark."""
    expect(device.page.locator("main h1").first).to_be_visible()
    if not taken:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    for place, size in (("360", PHONE), ("1280", TALL if tall else DESK)):
        device.page.set_viewport_size(size)  # type: ignore[arg-type]
        for theme in ("light", "dark") if dark else ("light",):
            device.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            device.page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
            device.page.screenshot(path=PICTURES / f"{name}-{place}-{theme}.png", animations="disabled", caret="hide")
    device.page.emulate_media(color_scheme="light")


def test_what_a_visitor_sees(visitors: Devices, taken: bool) -> None:
    visitor = visitors.new()
    for path, name in (
        ("/", "home"),
        ("/how-they-differ/", "compare"),
        ("/help/gb/", "help-now"),
        ("/account/sign-in/", "sign-in"),
        ("/demo/", "demo"),
    ):
        visitor.go(path)
        take(visitor, name, taken)


def test_what_a_visitor_is_asked_and_told(visitors: Devices, taken: bool) -> None:
    visitor = visitors.new()
    begin(visitor)
    take(visitor, "guide-question", taken, dark=True)
    answer_all(visitor)
    visitor.heading("Begin with the two of you.")
    take(visitor, "guide-result", taken, dark=True)


def test_what_ana_sees(visitors: Devices, taken: bool) -> None:
    ana = visitors.new()
    enter(ana, "Ana")
    take(ana, "my-space", taken, dark=True)
    ana.page.get_by_text("more, when you like").click()
    ana.page.get_by_role("link", name="A check-in: CSI-4").click()
    ana.press("Go on")  # she has read how to leave fast
    take(ana, "check-in", taken, dark=True)
    ana.page.locator("[data-begun]").wait_for()
    ana.press("Show all questions on one page")
    questions = ana.page.locator("fieldset.ask:enabled")
    for number in range(questions.count()):
        questions.nth(number).locator("label").nth(4).click()
    ana.press("Send my answers")
    ana.heading("Your check-in of")
    take(ana, "result", taken, dark=True)
    ana.follow("My line, and who sees it")
    take(ana, "my-line", taken)
    ana.go("/my/")
    ana.follow("Who sees what")
    take(ana, "who-sees-this", taken)
    ana.go("/my/plan/")
    take(ana, "my-plan", taken, dark=True)


def test_what_noor_and_milo_share(visitors: Devices, taken: bool) -> None:
    noor = visitors.new()
    enter(noor, "Noor")
    noor.page.get_by_role("navigation", name="Main").get_by_role("link", name="Our space").first.click()
    take(noor, "our-space", taken)
    noor.page.locator("main .sides .rows a").last.click()
    take(noor, "shared-line", taken)


def test_what_dana_sees(visitors: Devices, taken: bool) -> None:
    dana = visitors.new(phone=False)
    enter(dana, "Dana")
    take(dana, "caseload", taken, dark=True)
    dana.page.locator("main").get_by_role("link", name="Ana & Ben").first.click()
    take(dana, "case", taken, tall=True)
    dana.follow("Measures")
    take(dana, "of-case", taken, dark=True, tall=True)
    dana.follow("Plan")
    dana.heading("Plan a measure")
