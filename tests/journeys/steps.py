"""What people do again and again on their way."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from playwright.sync_api import expect

from tests.journeys.devices import Device
from tests.journeys.house import House

QUESTIONS = {"csi-4": 4, "phq-9": 10}


def check_in(person: dict[str, Any], slug: str) -> str:
    """The address at which a person answers what waits for them."""
    return f"/check-in/{person['open'][slug]}/"


def sign_in(device: Device, person: dict[str, Any]) -> None:
    """By the code from the mail, from the sign-in page."""
    seen = len(device.house.mails_to(person["email"]))
    device.page.get_by_label("Your e-mail address").fill(person["email"])
    device.press("Send me a code")
    device.heading("Look into your mail")
    device.page.get_by_label("The code from the mail").fill(device.house.code_for(person["email"], seen))
    device.press("Sign in")


def answer(device: Device, person: dict[str, Any], slug: str, places: dict[int, int] | None = None) -> str:
    """Answer everything on one page, the third answer each unless told otherwise; the address of the result."""
    device.go(check_in(person, slug))
    device.press("Show all questions on one page")
    for question in range(1, QUESTIONS[slug] + 1):
        device.choose(question, (places or {}).get(question, 3))
    device.press("Send my answers")
    result = device.page.get_by_role("heading", name="Your check-in of")
    onwards = device.page.get_by_role("button", name="Not now: go on to my result")
    expect(result.or_(onwards)).to_be_visible()
    if onwards.is_visible():  # an answer about safety: help comes first
        onwards.click()
    expect(result).to_be_visible()
    return device.page.url.removeprefix(device.house.address)


def app_code(secret: str) -> str:
    """The six digits that an authenticator app shows now (RFC 6238)."""
    secret = secret.replace(" ", "")
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def link_for(house: House, address: str, seen: int = 0) -> str:
    """The link in the newest mail to an address."""
    found = re.search(r"https?://\S+", house.next_mail_to(address, seen))
    assert found, "no link in the mail"
    return found[0]
