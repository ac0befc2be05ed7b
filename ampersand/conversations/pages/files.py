"""Files on their way to a conversation, and files of messages."""

import re
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.conversations.actions import uploading
from ampersand.conversations.actions.uploading import ElsewhereAt
from ampersand.conversations.making import NoFile
from ampersand.conversations.models import Upload
from ampersand.conversations.queries import files
from ampersand.conversations.rules import files as kinds
from ampersand.core.addresses import address
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

RANGE = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


@require_POST
def begin_upload(request: ViewerRequest, thread_id: UUID) -> JsonResponse:
    """Announce a file: where its bytes go, and from which on."""
    size = request.POST.get("size", "")
    number = int(size) if size.isdecimal() and len(size) < 12 else 0
    try:
        row = uploading.begin(by=request.viewer, thread_id=thread_id, name=request.POST.get("name", ""), size=number)
    except NoFile as refused:
        return JsonResponse({"why": str(refused)}, status=422)
    return JsonResponse({"address": address("conversations:upload", row.pk), "offset": row.got}, status=201)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ViewerRequest, upload_id: UUID) -> JsonResponse:
    """How much of a file has come; the next bytes of it, with the first one's number in the header Upload-Offset."""
    if request.method != "POST":
        row: Upload | None = Upload.objects.find(request.viewer, upload_id)
        if row is None:
            raise Hidden
        return JsonResponse({"offset": row.got, "whole": bool(row.kind)})
    said = request.headers.get("Upload-Offset", "")
    at = int(said) if said.isdecimal() and len(said) < 12 else -1
    try:
        row = uploading.add(by=request.viewer, upload_id=upload_id, at=at, data=request.body)
    except ElsewhereAt as elsewhere:
        return JsonResponse({"offset": elsewhere.got}, status=409)
    except NoFile as refused:
        return JsonResponse({"why": str(refused)}, status=422)
    return JsonResponse({"offset": row.got, "whole": bool(row.kind)})


@require_POST
def drop_upload(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """Do not send a file."""
    thread_id = uploading.drop(by=request.viewer, upload_id=upload_id)
    return see_other(see_other("conversations:thread", thread_id).url + "#end")


@require_safe
def file(request: ViewerRequest, file_id: UUID) -> HttpResponse:
    """A file of a message. It runs nothing, is kept by no browser, and a PDF is only ever downloaded."""
    one = files.opened(request.viewer, file_id)
    begin, end = _part(request.headers.get("Range", ""), len(one.data))
    answer = HttpResponse(one.data[begin:end], content_type=kinds.TYPES[one.kind])
    if (begin, end) != (0, len(one.data)):
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {begin}-{end - 1}/{len(one.data)}"
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    name = f"{one.name.rsplit('.', 1)[0]}.{kinds.ENDINGS[one.kind]}"
    answer["Content-Disposition"] = content_disposition_header(one.kind == kinds.PDF, name) or "inline"
    return answer


def take(request: ViewerRequest, thread_id: UUID) -> None:
    """The files that came with a form without scripts; what cannot be taken is said."""
    for sent in request.FILES.getlist("files"):
        try:
            data = sent.read()
            uploading.bring(by=request.viewer, thread_id=thread_id, name=sent.name or "", data=data)
        except NoFile as refused:
            notes.warning(request, f"{sent.name}: {refused}")


def _part(asked: str, size: int) -> tuple[int, int]:
    """The one stretch of bytes that a player asks for; all of them where it asks for something else."""
    found = RANGE.fullmatch(asked)
    if not found or int(found[1]) >= size:
        return 0, size
    return int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
