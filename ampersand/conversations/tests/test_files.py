"""Files that go with a message: pieces, what is taken and what is not, and who reads them."""

import io
import struct
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ampersand.conversations import making
from ampersand.conversations.actions import keeping, uploading
from ampersand.conversations.making import NoFile
from ampersand.conversations.models import Attachment, Piece, Thread, Upload
from ampersand.conversations.rules import files
from ampersand.conversations.rules.files import NotTaken
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

from .stories import alone, joint, page

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" + b"x" * 300 + b"\n%%EOF\n"


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


PLACE = b"\xa9xyz+52.0907+005.1214/"
M4A = (
    box(b"ftyp", b"M4A \0\0\0\0")
    + box(b"moov", box(b"mvhd", b"1234") + box(b"udta", box(b"\xa9xyz", PLACE)))
    + box(b"mdat", b"sound")
)
WAV = b"RIFF\x00\x00\x00\x00WAVE" + b"fmt \x04\0\0\0abcd" + b"LIST\x06\0\0\0place!" + b"data\x05\0\0\0sound\0"
MP3 = b"ID3\x04\0\0\0\0\0\x05place" + b"\xff\xfb\x90\x00" + b"sound" * 40 + b"TAG" + b"place" * 25


def picture(kind: str = "JPEG", **save: Any) -> bytes:
    """A picture that says where it was taken."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x010F] = "Canary Camera"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 25.0)
    Image.new("RGB", (300, 200), "#7c3f70").save(file, kind, exif=exif, **save)
    return file.getvalue()


@pytest.mark.parametrize(("data", "kind"), [(PDF, "pdf"), (M4A, "m4a"), (WAV, "wav"), (MP3, "mp3")])
def test_what_it_is_is_told_by_its_content_and_a_place_is_taken_away(data: bytes, kind: str) -> None:
    made = making.made(data)
    assert made.kind == kind
    assert b"place" not in made.data
    assert b"52.09" not in made.data
    assert b"sound" in made.data or kind == "pdf"
    assert len(made.data) == len(data) or kind in {"wav", "mp3"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew_without_what_else_it_said(kind: str) -> None:
    made = making.made(picture(kind))
    assert made.kind == "picture"
    assert b"Canary" not in made.data
    with Image.open(io.BytesIO(made.data)) as seen:
        assert (seen.format, dict(seen.getexif())) == ("JPEG", {})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This kind of file"),
        (b"<!doctype html><script>1</script>", "This kind of file"),
        (b"MZ\x90\x00", "This kind of file"),
        (b"", "This kind of file"),
        (PDF.replace(b"/Catalog", b"/Catalog/JavaScript"), "holds programs"),
        (PDF[:60], "not whole"),
        (b"\xff\xd8\xff\xe0 and no picture", "no picture that we can read"),
        (b"OggS" + b"\0" * 60 + b"LOCATION=52,5", "says where it was made"),
        (M4A[:30], "not whole"),
    ],
)
def test_what_is_not_taken_is_said_in_words(data: bytes, words: str) -> None:
    with pytest.raises(NoFile, match=words):
        making.made(data)


HEADS = st.sampled_from(
    [b"", b"%PDF-", M4A[:12], b"RIFF\0\0\0\0WAVE", b"ID3\x04\0\0", b"OggS", b"\xff\xd8\xff", MP3, M4A, WAV]
)


@settings(max_examples=150, deadline=None)
@given(head=HEADS, body=st.binary(max_size=400), cut=st.integers(0, 60))
def test_whatever_comes_is_taken_or_refused_and_never_breaks_anything(head: bytes, body: bytes, cut: int) -> None:
    data = (head[: len(head) - cut] if cut < len(head) else head) + body
    try:
        made = making.made(data)
    except NoFile:
        return
    assert made.kind in files.TYPES
    assert PLACE not in made.data


@settings(max_examples=80, deadline=None)
@given(junk=st.binary(max_size=200))
def test_no_box_of_a_recording_keeps_words(junk: bytes) -> None:
    data = box(b"ftyp", b"M4A ") + box(b"moov", box(b"udta", junk) + box(b"trak", box(b"meta", junk)))
    made = files.checked(data, files.M4A)
    assert len(made) == len(data)
    assert not junk.strip(b"\0") or len(junk) < 6 or junk not in made
    with pytest.raises(NotTaken):
        files.checked(data[:-1], files.M4A)


def begin(client: Client, thread: Thread, data: bytes, name: str = "letter.pdf") -> Any:
    there = reverse("conversations:begin_upload", args=[thread.pk])
    return client.post(there, {"name": name, "size": len(data)})


def put(client: Client, address: str, at: int, data: bytes) -> Any:
    return client.post(address, data, content_type="application/octet-stream", headers={"Upload-Offset": str(at)})


def send(client: Client, thread: Thread, text: str = "", **more: Any) -> Any:
    form = {"form_id": new_id(), "text": text, **more}
    return client.post(reverse("conversations:thread", args=[thread.pk]), form)


@pytest.mark.django_db
def test_a_file_comes_in_pieces_and_goes_on_after_a_break(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    begun = begin(ana, thread, PDF)
    assert begun.status_code == 201
    there = begun.json()["address"]
    assert put(ana, there, 0, PDF[:100]).json() == {"offset": 100, "whole": False}
    lost = put(ana, there, 0, PDF[:100])
    assert (lost.status_code, lost.json()) == (409, {"offset": 100}), "sent twice, counted once"
    again = begin(cast.client(cast.ana), thread, PDF)
    assert again.json() == {"address": there, "offset": 100}, "another device goes on"
    assert put(ana, there, 100, PDF[100:] + b"more").status_code == 409
    assert put(ana, there, 100, PDF[100:]).json()["whole"] is True
    assert not Piece.objects.visible_to(cast.viewer(cast.ana))
    assert ana.get(there).json()["whole"] is True
    for person in (cast.ben, cast.dana):
        assert cast.client(person).get(there).status_code == 404
        assert put(cast.client(person), there, 0, b"x").status_code == 404


@pytest.mark.django_db
def test_it_goes_with_the_next_message_and_is_read_by_whoever_reads_that(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    put(ana, begin(ana, thread, PDF).json()["address"], 0, PDF)
    assert "letter.pdf" in page(ana, "thread", thread.pk)
    assert "letter.pdf" not in page(cast.client(cast.ben), "thread", thread.pk)
    assert send(ana, thread).status_code == 303, "a file may go alone"
    file = Attachment.objects.visible_to(cast.viewer(cast.ben)).get()
    assert b"Catalog" not in bytes(file.file), "sealed"
    there = reverse("conversations:file", args=[file.pk])
    answer = cast.client(cast.ben).get(there)
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    part = cast.client(cast.dana).get(there, headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"%PDF-", f"bytes 0-4/{len(PDF)}")
    for person in (cast.chloe, cast.farid, cast.gita, cast.hugo):
        assert cast.client(person).get(there).status_code == 404
    assert not Upload.objects.visible_to(cast.viewer(cast.ana))


@pytest.mark.django_db
def test_without_scripts_files_go_with_the_form(cast: Cast) -> None:
    thread, ana = alone(cast, cast.ana), cast.client(cast.ana)
    sent = [
        SimpleUploadedFile("us.jpg", picture(), content_type="text/html"),
        SimpleUploadedFile("bad.exe", b"MZ....", content_type="image/jpeg"),
    ]
    assert send(ana, thread, "Us, on Sunday.", files=sent).status_code == 303
    text = ana.get(reverse("conversations:thread", args=[thread.pk])).content.decode()
    assert "bad.exe: This kind of file cannot be sent." in text
    assert 'alt="A picture: us.jpg"' in text
    file = Attachment.objects.visible_to(cast.viewer(cast.dana)).get()
    assert cast.client(cast.dana).get(reverse("conversations:file", args=[file.pk]))["Content-Type"] == "image/jpeg"
    assert cast.client(cast.ben).get(reverse("conversations:file", args=[file.pk])).status_code == 404


@pytest.mark.django_db
def test_what_is_too_large_or_too_much_is_refused_and_what_is_taken_out_is_gone(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    there = reverse("conversations:begin_upload", args=[thread.pk])
    large = ana.post(there, {"name": "film.pdf", "size": files.LARGEST + 1})
    assert (large.status_code, "larger than 10 MB" in large.json()["why"]) == (422, True)
    bad = put(ana, begin(ana, thread, b"MZ..", "a.pdf").json()["address"], 0, b"MZ..")
    assert (bad.status_code, "cannot be sent" in bad.json()["why"]) == (422, True)
    assert not Upload.objects.visible_to(cast.viewer(cast.ana)), "what is refused is gone"
    for number in range(uploading.AT_ONCE):
        row = begin(ana, thread, PDF, f"{number}.pdf")
    assert "Five files" in begin(ana, thread, PDF, "six.pdf").json()["why"]
    drop = row.json()["address"] + "drop/"
    assert cast.client(cast.ben).post(drop).status_code == 404
    assert ana.post(drop).status_code == 303
    assert Upload.objects.visible_to(cast.viewer(cast.ana)).count() == uploading.AT_ONCE - 1


@pytest.mark.django_db
def test_files_wait_with_a_message_that_is_held_back(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    put(ana, begin(ana, thread, PDF).json()["address"], 0, PDF)
    send(ana, thread, "Look at this.", go="hour")
    send(ana, thread, "Something else first.")
    assert not Attachment.objects.visible_to(cast.viewer(cast.ana)), "they are for the other message"
    waiting = Upload.objects.visible_to(cast.viewer(cast.ana)).get()
    ana.post(reverse("conversations:send_now", args=[waiting.held_id]))
    assert Attachment.objects.visible_to(cast.viewer(cast.ben)).count() == 1


@pytest.mark.django_db
def test_what_was_never_sent_is_forgotten(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    put(ana, begin(ana, thread, PDF).json()["address"], 0, PDF[:50])
    put(ana, begin(ana, thread, PDF, "two.pdf").json()["address"], 0, PDF)
    own = cast.viewer(cast.ana)
    with system_scope("a test is the keeper"):
        keeping.forget_old(clock.now() + keeping.ON_THE_WAY)
        assert Upload.objects.visible_to(own).count() == 1, "the one that is whole waits on"
        keeping.forget_old(clock.now() + keeping.KEPT)
    assert not Upload.objects.visible_to(own)
