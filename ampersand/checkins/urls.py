"""Addresses of check-ins."""

from django.urls import path

from ampersand.checkins.pages import own, rating, staff, weekly

app_name = "checkins"
urlpatterns = [
    path("cases/<uuid:case_id>/check-in/", weekly.week, name="week"),
    path("cases/<uuid:case_id>/check-in/draft/", weekly.draft, name="draft"),
    path("cases/<uuid:case_id>/my-weeks/", own.my_weeks, name="my_weeks"),
    path("cases/<uuid:case_id>/my-weeks/stop-showing/", own.stop_showing, name="stop_showing"),
    path("cases/<uuid:case_id>/weeks-of/<uuid:person_id>/", own.their_weeks, name="their_weeks"),
    path("cases/<uuid:case_id>/weeks/", staff.weeks, name="weeks"),
    path("cases/<uuid:case_id>/ratings/", staff.ratings, name="ratings"),
    path("meetings/<uuid:meeting_id>/after/", rating.after, name="after"),
    path("meetings/<uuid:meeting_id>/after/draft/", rating.after_draft, name="after_draft"),
]
