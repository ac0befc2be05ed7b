"""Dana's own page: written, previewed, handed in, looked at by Gita, shown, changed, and taken down."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ampersand.core import clock
from ampersand.directory import photos
from ampersand.directory.actions import editing, keeping
from ampersand.directory.models import Listing, Photo, Profile
from ampersand.directory.queries.profiles import own
from ampersand.directory.rules.card import from_data
from ampersand.directory.tests.stories import listed
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import NOBODY
from tests.cast import Cast

FORM = {
    "version": "0", "name": "Dana Lindenfern", "line": "Works with couples.", "about": "Come and see.",
    "works_with": ["couple"], "formats": ["in-person", "online"], "approaches": ["emotion-focused"],
    "concerns": ["conflict"], "languages": ["en", "nl"], "currency": "EUR", "fee_couple": "95", "fee_first": "0",
    "licence_kind": "Couple therapist", "licence_authority": "A register", "valid_in": "Netherlands\nBelgië",
    "place-0-words": "Canal 1", "place-0-town": "utrecht",
}  # fmt: skip


@pytest.fixture
def dana(cast: Cast) -> Client:
    return cast.client(cast.dana)


@pytest.fixture
def gita(cast: Cast) -> Client:
    return cast.client(cast.gita)


def page(cast: Cast) -> Profile:
    found = own(cast.viewer(cast.dana))
    assert found
    return found


def handed_in(cast: Cast, dana: Client, **more: Any) -> Profile:
    """Dana keeps her page and hands it in."""
    held = own(cast.viewer(cast.dana))
    answer = dana.post("/my-page/", FORM | {"version": str(held.version if held else 0)} | more)
    assert answer.status_code == 303, re.findall(r'class="error">([^<]+)', answer.content.decode())
    dana.post("/my-page/hand-in/")
    return page(cast)


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **save: Any) -> SimpleUploadedFile:
    """A picture file."""
    file = io.BytesIO()
    Image.new("RGB", size, "#7c3f70").save(file, kind, **save)
    return SimpleUploadedFile("me.jpg", file.getvalue(), content_type="image/jpeg")


def test_it_can_be_kept_half_written_and_says_what_is_missing(cast: Cast, dana: Client) -> None:
    assert "Not on show yet" in dana.get("/my-page/").content.decode()
    dana.post("/my-page/", {"version": "0", "name": "Dana", "currency": "EUR"})
    text = dana.get("/my-page/").content.decode()
    assert "Still missing" in text
    assert "Hand it in" not in text
    with pytest.raises(editing.NotReady):
        editing.submit(by=cast.viewer(cast.dana))


def test_everything_typed_is_kept_with_the_codes_of_what_was_meant(cast: Cast, dana: Client) -> None:
    handed_in(cast, dana)
    card = from_data(page(cast).content)
    assert card.licence.valid_in == ("NL", "BE")
    assert (card.places[0].town, card.places[0].country) == ("Utrecht", "NL")
    assert card.fees.amounts == {"couple": 95, "first": 0}
    again = dana.get("/my-page/").content.decode()
    assert "The Netherlands\nBelgium" in again
    assert 'value="Utrecht"' in again


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"approaches": ["cbt", "imago", "narrative"]}, "not one of the available choices"),
        ({"concerns": ["conflict", "communication", "trust", "affair", "deciding", "closeness", "intimacy", "beginning",
                       "separating", "culture", "parents"]}, "Choose up to 10."),
        ({"valid_in": "Atlantis"}, "We do not know “Atlantis”"),
        ({"place-0-town": "Qqqqxz"}, "We do not know this town"),
        ({"place-0-town": "Cambridge"}, "Choose the town that you mean."),
        ({"place-0-town": "", "place-0-words": "Canal 1"}, "Type the town"),
        ({"place-0-town": "Berlin"}, "Your licence is not valid here"),
        ({"fee_couple": "-5"}, "greater than or equal to 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_by_the_field_and_nothing_typed_is_lost(
    cast: Cast, dana: Client, more: dict[str, Any], words: str
) -> None:
    answer = dana.post("/my-page/", FORM | more)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Come and see." in answer.content.decode()
    assert own(cast.viewer(cast.dana)) is None


def test_of_several_towns_of_a_name_one_is_chosen(cast: Cast, dana: Client) -> None:
    asked = dana.post("/my-page/", FORM | {"place-0-town": "Cambridge", "valid_in": "United Kingdom"})
    choice = re.search(r'name="place-0-which" value="(cambridge-\d+)"', asked.content.decode())
    assert choice
    form = FORM | {"place-0-town": "Cambridge", "place-0-which": choice[1], "valid_in": "United Kingdom"}
    assert dana.post("/my-page/", form).status_code == 303
    assert from_data(page(cast).content).places[0].country == "GB"
    again = dana.get("/my-page/").content.decode()
    assert choice[1] in again, "typing it once more finds the same town"


def test_two_tabs_do_not_overwrite_each_other(cast: Cast, dana: Client) -> None:
    dana.post("/my-page/", FORM)
    version = str(page(cast).version)
    dana.post("/my-page/", FORM | {"version": version, "line": "From the first tab."})
    clash = dana.post("/my-page/", FORM | {"version": version, "line": "From the second tab."})
    text = clash.content.decode()
    assert clash.status_code == 409
    assert "From the first tab." in text
    assert "From the second tab." in text
    assert from_data(page(cast).content).line == "From the first tab."
    newest = re.search(r'name="version" value="(\d+)"', text)
    assert newest
    dana.post("/my-page/", FORM | {"version": newest[1], "line": "From the second tab."})
    assert from_data(page(cast).content).line == "From the second tab."


def test_nothing_shows_before_the_office_has_looked(
    cast: Cast, dana: Client, gita: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    written = handed_in(cast, dana)
    assert client.get("/find/dana-lindenfern/").status_code == 404
    assert "Dana Lindenfern" in gita.get("/pages/").content.decode()
    look = gita.get(f"/pages/{written.pk}/").content.decode()
    assert "Works with couples." in look
    with django_capture_on_commit_callbacks(execute=True):
        gita.post(f"/pages/{written.pk}/publish/", {"version": written.version})
    assert client.get("/find/dana-lindenfern/").status_code == 200
    assert page(cast).state == "published"
    assert mail.outbox[-1].to == [cast.dana.email]


def test_the_preview_is_the_page_itself(cast: Cast, dana: Client, gita: Client, client: Client) -> None:
    written = handed_in(cast, dana)
    preview = dana.get("/my-page/preview/").content.decode()
    gita.post(f"/pages/{written.pk}/publish/", {"version": written.version})
    public = client.get("/find/dana-lindenfern/").content.decode()

    def matter(text: str) -> str:
        return text.split('aria-labelledby="about"')[1].split('aria-labelledby="licence"')[0]

    assert matter(preview) == matter(public)


def test_changes_to_a_page_on_show_are_looked_at_before_they_show(
    cast: Cast, dana: Client, gita: Client, client: Client
) -> None:
    first = handed_in(cast, dana)
    gita.post(f"/pages/{first.pk}/publish/", {"version": first.version})
    second = handed_in(cast, dana, line="Also with families.")
    assert "Works with couples." in client.get("/find/dana-lindenfern/").content.decode()
    look = gita.get(f"/pages/{second.pk}/").content.decode()
    assert "Now: Works with couples." in re.sub(r"\s+", " ", re.sub("<[^>]+>", "", look))
    gita.post(f"/pages/{second.pk}/publish/", {"version": second.version})
    assert "Also with families." in client.get("/find/dana-lindenfern/").content.decode()


def test_the_office_publishes_only_what_it_has_seen(cast: Cast, dana: Client, gita: Client, client: Client) -> None:
    seen = handed_in(cast, dana)
    changed = handed_in(cast, dana, line="Miracles in three meetings.")
    gita.post(f"/pages/{changed.pk}/publish/", {"version": seen.version})
    assert client.get("/find/dana-lindenfern/").status_code == 404


def test_a_page_is_sent_back_with_a_word(cast: Cast, dana: Client, gita: Client) -> None:
    written = handed_in(cast, dana)
    assert gita.post(f"/pages/{written.pk}/send-back/", {"version": written.version, "remark": ""}).status_code == 422
    gita.post(f"/pages/{written.pk}/send-back/", {"version": written.version, "remark": "Please add the number."})
    assert "Please add the number." in dana.get("/my-page/").content.decode()
    assert gita.get(f"/pages/{written.pk}/").status_code == 404, "what is being written is hers alone again"


@pytest.mark.parametrize("who", ["ana", "emil", "dana", "farid"])
def test_nobody_but_the_office_looks(cast: Cast, dana: Client, who: str) -> None:
    written = handed_in(cast, dana)
    client = cast.client(getattr(cast, who))
    assert client.get("/pages/").status_code == 404
    assert client.post(f"/pages/{written.pk}/publish/", {"version": written.version}).status_code == 404


def test_whoever_wants_to_disappear_does_at_once(cast: Cast, dana: Client, client: Client) -> None:
    listed(cast, cast.dana)
    assert "Take your page down?" in dana.get("/my-page/take-down/").content.decode()
    dana.post("/my-page/take-down/")
    assert client.get("/find/dana/").status_code == 404
    assert client.get("/find/").context["results"].people == ()
    assert page(cast).state == "withdrawn"
    assert "Taken down" in dana.get("/my-page/").content.decode()


def test_openings_show_at_once_and_end_unless_they_are_said_again(
    cast: Cast, dana: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    listed(cast, cast.dana, free_in=None)
    assert "Has not confirmed openings lately" in client.get("/find/dana/").content.decode()
    dana.post("/my-page/openings/", {"room": "open", "free_on": ""})
    assert "Has room now" in client.get("/find/dana/").content.decode()
    start = clock.now()
    clock.fix(start + timedelta(days=28))
    with django_capture_on_commit_callbacks(execute=True), system_scope("a test is the keeper"):
        assert [keeping.remind_of_openings(), keeping.remind_of_openings()] == [1, 0]
    assert [message.to for message in mail.outbox] == [[cast.dana.email]]
    clock.fix(start + timedelta(days=31))
    assert "Has not confirmed openings lately" in client.get("/find/dana/").content.decode()
    cast.client(cast.dana).post("/my-page/openings/", {"room": "full"})
    assert "Has no room at present" in client.get("/find/dana/").content.decode()
    assert cast.client(cast.dana).post("/my-page/openings/", {"room": "maybe"}).status_code == 422


def test_a_photo_is_made_anew_and_served_under_its_hash(cast: Cast, dana: Client, gita: Client, client: Client) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    answer = dana.post("/my-page/photo/", {"photo": picture(exif=exif)})
    assert answer.status_code == 303
    held = page(cast).photo
    assert held is not None
    address = f"/photos/{held.digest}/large.jpg"
    assert client.get(address).status_code == 404, "not on show yet"
    assert gita.get(address).status_code == 404, "not handed in yet"
    seen = dana.get(address)
    assert (seen["Content-Type"], seen["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "immutable" in seen["Cache-Control"]
    assert b"Canary" not in seen.content
    with Image.open(io.BytesIO(seen.content)) as made:
        assert (made.size, made.format, dict(made.getexif())) == ((480, 480), "JPEG", {})

    written = handed_in(cast, dana)
    assert gita.get(address).status_code == 200
    gita.post(f"/pages/{written.pk}/publish/", {"version": written.version})
    assert client.get(address).status_code == 200
    assert address.replace("large", "small") in client.get("/find/").content.decode()
    dana.post("/my-page/photo/remove/")
    assert client.get(address).status_code == 200, "what shows changes only by review"


def test_without_a_photo_an_open_door_stands_there(cast: Cast, client: Client) -> None:
    listed(cast, cast.dana)
    text = client.get("/find/dana/").content.decode()
    assert '<span class="door tall" aria-hidden="true">D</span>' in text


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("me.jpg", b"<script>alert(1)</script>", "image/jpeg"), "no picture that we can read"),
        (SimpleUploadedFile("me.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "no picture"),
        (picture("GIF"), "no picture that we can read"),
        (picture(size=(120, 400)), "too small"),
        (None, "Choose a picture first"),
    ],
    ids=["script", "svg", "gif", "tiny", "none"],
)
def test_what_is_no_photo_is_refused_in_words(dana: Client, file: Any, words: str) -> None:
    answer = dana.post("/my-page/photo/", {"photo": file} if file else {})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_files_and_pictures_beyond_measure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(photos.NoPhoto, match="larger than 8 MB"):
        photos.made(io.BytesIO(b""), 9 * 1024 * 1024)
    monkeypatch.setattr(photos, "MOST_PIXELS", 1000)
    with pytest.raises(photos.NoPhoto, match="too many pixels"):
        photos.made(picture(), 1000)


def test_a_photo_taken_upside_down_stands_upright() -> None:
    half = Image.new("RGB", (400, 400), "white")
    half.paste((0, 0, 0), (0, 0, 400, 200))
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x0112] = 3  # turned by 180 degrees
    half.save(file, "JPEG", exif=exif)
    with Image.open(io.BytesIO(photos.made(file, 1000).large)) as made:
        assert made.getpixel((240, 40))[0] > 200
        assert made.getpixel((240, 440))[0] < 60


def test_only_therapists_have_a_page(cast: Cast) -> None:
    for who in ("ana", "emil", "gita"):
        assert cast.client(getattr(cast, who)).get("/my-page/").status_code == 404
    with pytest.raises(Hidden):
        editing.withdraw(by=cast.viewer(cast.gita))
    assert not Listing.objects.visible_to(NOBODY).exists()
    with system_scope("a test counts"):
        assert not Photo.objects.exists()
