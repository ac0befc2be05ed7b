"""What a file is, by its content and never by its name, and taking from a recording what tells where it was made.

Formats: PDF (ISO 32000), ISO base media (ISO 14496-12), ID3 (2.4 and 1), RIFF, Ogg (RFC 3533), Matroska (RFC 9559).
"""

import struct
from collections.abc import Iterator

LARGEST = 10 * 1024 * 1024  # bytes of one file
PICTURE, PDF = "picture", "pdf"
M4A, MP3, WAV, OGG, WEBM = "m4a", "mp3", "wav", "ogg", "webm"
AUDIO = (M4A, MP3, WAV, OGG, WEBM)
TYPES = {
    PICTURE: "image/jpeg", PDF: "application/pdf", M4A: "audio/mp4", MP3: "audio/mpeg", WAV: "audio/wav",
    OGG: "audio/ogg", WEBM: "audio/webm",
}  # fmt: skip
ENDINGS = {PICTURE: "jpg", PDF: "pdf", M4A: "m4a", MP3: "mp3", WAV: "wav", OGG: "ogg", WEBM: "webm"}
_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_PLACES = (b"location=", b"geo_location=", b"\xa9xyz", b"gps")
_SAYS_PLACE = (b"udta", b"meta", b"uuid", b"free", b"skip")


class NotTaken(ValueError):
    """A file that is not taken; `why` is one of: unknown, active, broken, place."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def kind_of(data: bytes) -> str:
    """What it is; raises NotTaken("unknown") for whatever we do not take."""
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or (data[:4], data[8:12]) == (b"RIFF", b"WEBP"):
        return PICTURE
    if data[:5] == b"%PDF-":
        return PDF
    if data[4:8] == b"ftyp" and data[8:12] in {b"M4A ", b"M4B ", b"mp42", b"isom", b"mp41", b"iso2", b"iso5", b"3gp4"}:
        return M4A
    if data[:3] == b"ID3" or (data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xE6 == 0xE2):
        return MP3
    if (data[:4], data[8:12]) == (b"RIFF", b"WAVE"):
        return WAV
    if data[:4] == b"OggS":
        return OGG
    if data[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in data[:64]:
        return WEBM
    raise NotTaken("unknown")


def checked(data: bytes, kind: str) -> bytes:
    """A PDF as it is, or a recording without what tells where it was made; raises NotTaken.

    Of a PDF only what can be seen from outside is looked at; it is downloaded and never opened inside our pages.
    """
    if kind == PDF:
        if b"%%EOF" not in data[-2048:]:
            raise NotTaken("broken")
        if any(word in data for word in _ACTIVE):
            raise NotTaken("active")
        return data
    return {M4A: _m4a, MP3: _mp3, WAV: _wav}.get(kind, _without_words)(data)


def _m4a(data: bytes) -> bytes:
    """Every box that may hold words or a place becomes an empty one of the same length, so that nothing moves."""
    if not any(name == b"moov" for name, _, _ in _boxes(data, 0, len(data))):
        raise NotTaken("broken")
    made = bytearray(data)
    _blank(made, 0, len(made), depth=0)
    return bytes(made)


def _blank(data: bytearray, start: int, end: int, *, depth: int) -> None:
    for name, first, last in _boxes(data, start, end):
        if name in _SAYS_PLACE:
            data[first - 4 : first] = b"free"
            data[first:last] = bytes(last - first)
        elif name in {b"moov", b"trak", b"mdia", b"moof", b"traf"} and depth < 4:
            _blank(data, first, last, depth=depth + 1)


def _boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, first and last byte of what is in each box; raises NotTaken where lengths do not fit."""
    at = start
    while at < end:
        if end - at < 8:
            raise NotTaken("broken")
        size, name, head = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        size = end - at if size == 0 else size
        if size < head or at + size > end:
            raise NotTaken("broken")
        if head == 16 and name in _SAYS_PLACE:
            raise NotTaken("place")
        yield name, at + head, at + size
        at += size


def _mp3(data: bytes) -> bytes:
    """Without its tags before and after the sound."""
    while data[:3] == b"ID3" and len(data) >= 10:
        size = (data[6] & 127) << 21 | (data[7] & 127) << 14 | (data[8] & 127) << 7 | data[9] & 127
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    if len(data) < 4 or data[0] != 0xFF or b"APETAGEX" in data[-4096:]:
        raise NotTaken("broken")
    return data


def _wav(data: bytes) -> bytes:
    """Its format and its sound alone."""
    kept, at = b"", 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        if name in {b"fmt ", b"data"}:
            body = data[at + 8 : at + 8 + size]
            kept += name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        at += 8 + size + size % 2
    if b"fmt " not in kept[:4] or b"data" not in kept:
        raise NotTaken("broken")
    return b"RIFF" + struct.pack("<I", 4 + len(kept)) + b"WAVE" + kept


def _without_words(data: bytes) -> bytes:
    """As it is, if it names no place."""
    head = data[:65_536].lower()
    if any(word in head for word in _PLACES[:3]):
        raise NotTaken("place")
    return data
