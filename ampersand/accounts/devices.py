"""Known devices, and the network that a request comes from."""

import base64
import hashlib
import hmac
import ipaddress
import secrets
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "device"
LASTS = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
PEOPLE = 6  # who share one device


def known_for(request: HttpRequest, person_id: UUID) -> str:
    """The device's own mark if this person signed in on it before, else ""."""
    device, marks = _read(request)
    return (
        device if any(hmac.compare_digest(mark.encode(), _mark(device, person_id).encode()) for mark in marks) else ""
    )


def remember(request: HttpRequest, response: HttpResponse, person_id: UUID) -> None:
    """Let the device be known for this person from now on."""
    device, marks = _read(request)
    device = device or secrets.token_urlsafe(16)
    mine = _mark(device, person_id)
    marks = [mine, *(mark for mark in marks if mark != mine)][:PEOPLE]
    response.set_cookie(
        COOKIE,
        ".".join([device, *marks]),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def network_of(request: HttpRequest) -> str:
    """The address that the request comes from, as far as our own proxies vouch for it; of IPv6 the first 56 bits."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        passed_on = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        told = passed_on[-settings.TRUSTED_PROXIES] if len(passed_on) >= settings.TRUSTED_PROXIES else told
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((address, 56), strict=False))
    return str(address)


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    device, *marks = request.COOKIES.get(COOKIE, "").split(".")
    return device, marks[:PEOPLE]


def _mark(device: str, person_id: UUID) -> str:
    # The cookie proves itself: only we can make the mark of a device and a person, and it tells nothing of either.
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"device\n{device}\n{person_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:18]).decode()
