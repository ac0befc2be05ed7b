"""Addresses of meetings."""

from django.urls import path

from ampersand.meetings.pages import case, meeting

app_name = "meetings"
urlpatterns = [
    path("cases/<uuid:case_id>/meetings/", case.of_case, name="of_case"),
    path("cases/<uuid:case_id>/meetings/set/", case.set_meeting, name="set_meeting"),
    path("meetings/<uuid:meeting_id>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/move/", meeting.move, name="move"),
    path("meetings/<uuid:meeting_id>/call-off/", meeting.call_off, name="call_off"),
    path("meetings/<uuid:meeting_id>/attendance/", meeting.note_attendance, name="note_attendance"),
]
