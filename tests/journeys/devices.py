"""Phones and laptops: a fresh browser context each, watched for everything that goes wrong on its pages."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Request, Response, expect

from tests.journeys.house import House
from tests.journeys.looking import DESK, PHONE, look

FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.type === "date") return null; // its inner parts show it by themselves
  const drawn = (one) => {
    if (!one) return false;
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const shown = [at, at.closest("label"), at.nextElementSibling, at.parentElement].some(drawn);
  return {html: at.outerHTML.slice(0, 160), shown};
}"""
MOST_TABS = 90


@dataclass
class Device:
    """One browser with one page."""

    house: House
    context: BrowserContext
    page: Page
    scripts: bool = True
    allowed: set[int] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> Response | None:
        """Open an address of the house."""
        return self.page.goto(path if "://" in path else self.house.address + path, wait_until="load")

    def body(self, path: str) -> str:
        """What the house sends for an address, without the marks that differ each time."""
        answer = self.context.request.get(self.house.address + path, max_redirects=0)
        marks = r'(name="(csrfmiddlewaretoken|writer|case|goal|step|form_id|comment)" value=")[^"]*'
        return f"{answer.status} {answer.headers.get('location', '')}\n" + re.sub(marks, r"\1", answer.text())

    def expects(self, *statuses: int) -> "Device":
        """From now on answers such as 404 or 422 are part of the story."""
        self.allowed |= set(statuses)
        return self

    def look(self) -> None:
        """Check the page as it stands, in both themes, on a phone and at a desk."""
        look(self.page)

    def heading(self, words: str) -> Locator:
        """The heading with these words, seen."""
        found = self.page.get_by_role("heading", name=words).first
        expect(found).to_be_visible()
        return found

    def press(self, name: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follow the link with this name."""
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def choose(self, question: int, place: int) -> None:
        """Choose the answer at a place of a question, both counted from one."""
        if self.scripts:
            expect(self.page.locator("form[data-stepper][data-begun]")).to_be_attached()
        answer = self.page.locator(f"#ask-{question} label").nth(place - 1)
        answer.click()
        expect(answer.locator("input")).to_be_checked()

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Go to something by the Tab key alone; everything on the way shows that it has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            at = self.page.evaluate(FOCUS)
            if at is not None:
                assert at["shown"], f"nothing shows that this has the focus: {at['html']}"
            if target.evaluate("(one) => one === document.activeElement"):
                return
        raise AssertionError(f"{target} cannot be reached by the Tab key on {self.page.url}")

    def press_by_key(self, name: str, role: str = "button", key: str = "Enter") -> None:
        """Tab to a button or link and press it."""
        self.tab_to(self.page.get_by_role(role, name=name, exact=True).first)  # type: ignore[arg-type]
        self.page.keyboard.press(key)

    def press_radio_by_key(self, name: str) -> None:
        """Tab to a group of choices and go to the one with this name by the arrow keys."""
        choice = self.page.get_by_role("radio", name=name).first
        group = self.page.locator(f"input[name={choice.get_attribute('name')}]")
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if group.evaluate_all("(all) => all.includes(document.activeElement)"):
                break
        for _ in range(group.count()):
            if choice.evaluate("(one) => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        expect(choice).to_be_checked()

    def watch(self) -> None:
        """Keep everything that goes wrong."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._note(f"a script failed: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def _note(self, words: str) -> None:
        self.troubles.append(f"{self.page.url}: {words}")

    def _console(self, message: ConsoleMessage) -> None:
        if "closed before the connection is established" in message.text:  # the page was left meanwhile
            return
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self._note(f"the console says: {message.text}")

    def _failed(self, request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # the page was left meanwhile
            self._note(f"{request.method} {request.url} failed: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self._note(f"{response.request.method} {response.url} answered {response.status}")


class Devices:
    """Hands out devices and looks through all of them at the end of a journey."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser, self.house = browser, house
        self.all: list[Device] = []

    def new(
        self, person: dict[str, Any] | None = None, *, sign_in: int = 0, phone: bool = True, scripts: bool = True
    ) -> Device:
        """A device, on which a person has signed in if one is given."""
        context = self.browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
            reduced_motion="reduce",
            color_scheme="light",
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/Amsterdam",
        )
        context.set_default_timeout(20_000)
        if person:
            cookie = {"name": "session", "value": person["cookies"][sign_in], "url": self.house.address}
            context.add_cookies([cookie | {"httpOnly": True, "sameSite": "Lax"}])  # type: ignore[list-item]
        device = Device(self.house, context, context.new_page(), scripts)
        device.watch()
        self.all.append(device)
        return device

    def close(self) -> list[str]:
        """Put all away; what went wrong on them."""
        for device in self.all:
            try:
                device.context.close()
            except Error as error:
                device.troubles.append(str(error))
        return [trouble for device in self.all for trouble in device.troubles]
