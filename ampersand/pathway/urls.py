"""Addresses of the course of a case, its looks at the whole, and marks."""

from django.urls import path

from ampersand.pathway.pages import course, marks, offer, review

app_name = "pathway"
urlpatterns = [
    path("cases/<uuid:case_id>/course/", course.course, name="course"),
    path("cases/<uuid:case_id>/course/review/", review.review, name="review"),
    path("cases/<uuid:case_id>/course/measures/", course.plan_measures, name="plan_measures"),
    path("cases/<uuid:case_id>/course/ask-at-end/", course.ask_at_end, name="ask_at_end"),
    path("cases/<uuid:case_id>/seen/", marks.seen_it, name="seen_it"),
    path("offers/<uuid:offer_id>/", offer.offer, name="offer"),
    path("seen/<uuid:mark_id>/", marks.show_again, name="show_again"),
]
