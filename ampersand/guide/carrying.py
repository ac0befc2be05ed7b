"""The answers so far, sealed: they travel in a hidden field, and no page, saved file or history can be read.

Nothing is kept on the server: whoever has the page has the answers, and only this server can read them, for some hours.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from ampersand.guide.rules.questions import Question, Questionnaire

LASTS = timedelta(hours=6)
NONCE, MINUTES = 12, 4  # bytes


class Stale(ValueError):
    """What was carried is too old, of another questionnaire, or not ours."""


def sealed(questionnaire: Questionnaire, given: Mapping[str, Sequence[str]], now: datetime) -> str:
    """Answers as a text of always the same length."""
    nonce, minutes = os.urandom(NONCE), int(now.timestamp()) // 60
    plain = minutes.to_bytes(MINUTES) + bytes(_byte(one, given.get(one.key, ())) for one in questionnaire.questions)
    return base64.urlsafe_b64encode(nonce + _cipher().encrypt(nonce, plain, questionnaire.digest)).decode()


def opened(questionnaire: Questionnaire, carried: str, now: datetime) -> dict[str, tuple[str, ...]]:
    """The answers again; raises Stale after six hours, and for anything that this house did not seal."""
    try:
        raw = base64.urlsafe_b64decode(carried.encode("ascii"))
        plain = _cipher().decrypt(raw[:NONCE], raw[NONCE:], questionnaire.digest)
    except (ValueError, InvalidTag) as error:
        raise Stale from error
    age = now.timestamp() - int.from_bytes(plain[:MINUTES]) * 60
    if not -60 <= age <= LASTS.total_seconds():
        raise Stale
    codes = zip(questionnaire.questions, plain[MINUTES:], strict=True)
    return {one.key: _codes(one, byte) for one, byte in codes if byte}


def _byte(question: Question, codes: Sequence[str]) -> int:
    """Nought where nothing was answered; else the answer's place, or one bit for each tick."""
    if question.several:
        return sum(1 << question.codes.index(code) for code in codes)
    return question.codes.index(codes[0]) + 1 if codes else 0


def _codes(question: Question, byte: int) -> tuple[str, ...]:
    if question.several:
        return tuple(code for place, code in enumerate(question.codes) if byte >> place & 1)
    return (question.codes[byte - 1],)


@cache
def _cipher() -> AESGCM:
    return AESGCM(hmac.digest(settings.SECRET_KEY.encode(), b"ampersand.guide.carrying", hashlib.sha256))
