"""Addresses of conversations."""

from django.urls import path

from ampersand.conversations.pages import files, staff, talking

app_name = "conversations"
urlpatterns = [
    path("messages/", staff.inbox, name="inbox"),
    path("cases/<uuid:case_id>/messages/", talking.of_case, name="of_case"),
    path("messages/<uuid:thread_id>/", talking.thread, name="thread"),
    path("messages/hours/", staff.set_hours, name="set_hours"),
    path("messages/<uuid:thread_id>/files/", files.begin_upload, name="begin_upload"),
    path("messages/uploads/<uuid:upload_id>/", files.upload, name="upload"),
    path("messages/uploads/<uuid:upload_id>/drop/", files.drop_upload, name="drop_upload"),
    path("messages/files/<uuid:file_id>/", files.file, name="file"),
    path("messages/<uuid:thread_id>/search/", talking.search, name="search"),
    path("messages/<uuid:thread_id>/copy/", talking.copy, name="copy"),
    path("messages/held/<uuid:held_id>/take-back/", talking.take_back, name="take_back"),
    path("messages/held/<uuid:held_id>/send/", talking.send_now, name="send_now"),
    path("messages/<uuid:thread_id>/draft/", talking.draft, name="draft"),
    path("messages/<uuid:thread_id>/drop/", talking.drop_draft, name="drop_draft"),
    path("messages/<uuid:thread_id>/no-answer/", staff.needs_no_answer, name="needs_no_answer"),
    path("messages/one/<uuid:message_id>/", talking.message, name="message"),
    path("messages/one/<uuid:message_id>/change/", talking.change, name="change"),
]
