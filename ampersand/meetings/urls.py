"""Addresses of meetings."""

from django.urls import path

from ampersand.meetings.pages import calendar, case, meeting, money, own, taking

app_name = "meetings"
urlpatterns = [
    path("calendar/", calendar.week, name="week"),
    path("calendar/day/", calendar.day, name="day"),
    path("calendar/new/", calendar.choose, name="choose"),
    path("calendar/hours/", calendar.hours, name="hours"),
    path("calendar/hours/<uuid:hours_id>/remove/", calendar.remove_hours, name="remove_hours"),
    path("calendar/away/", calendar.away, name="away"),
    path("calendar/away/<uuid:away_id>/remove/", calendar.come_back, name="come_back"),
    path("my/calendar/", own.my_calendar, name="my_calendar"),
    path("my/calendar/feed/", own.make_feed, name="make_feed"),
    path("my/calendar/feed/stop/", own.revoke_feed, name="revoke_feed"),
    path("feed/<slug:token>.ics", own.feed, name="feed"),
    path("meetings/<uuid:meeting_id>/appointment.ics", own.appointment, name="appointment"),
    path("my/fees/", money.my_fees, name="my_fees"),
    path("my/fees/<int:year>-<int:month>/invoice.pdf", money.invoice, name="invoice"),
    path("cases/<uuid:case_id>/paying/", money.paying, name="paying"),
    path("practice/fees/", money.charges, name="charges"),
    path("practice/fees/amounts/", money.fees, name="fees"),
    path("practice/fees/table.csv", money.export, name="export"),
    path("practice/fees/<uuid:charge_id>/settle/", money.settle, name="settle"),
    path("practice/rooms/", calendar.rooms, name="rooms"),
    path("practice/rooms/<uuid:room_id>/close/", calendar.close_room, name="close_room"),
    path("cases/<uuid:case_id>/meetings/", case.of_case, name="of_case"),
    path("cases/<uuid:case_id>/meetings/set/", case.set_meeting, name="set_meeting"),
    path("cases/<uuid:case_id>/meetings/times/", taking.times, name="times"),
    path("meetings/<uuid:meeting_id>/answer/", taking.answer, name="answer"),
    path("meetings/<uuid:meeting_id>/earlier/", taking.earlier, name="earlier"),
    path("meetings/<uuid:meeting_id>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/move/", meeting.move, name="move"),
    path("meetings/<uuid:meeting_id>/call-off/", meeting.call_off, name="call_off"),
    path("meetings/<uuid:meeting_id>/attendance/", meeting.note_attendance, name="note_attendance"),
]
