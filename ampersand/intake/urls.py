"""Addresses of coming in. A step has a number there and no name: an address is read over a shoulder."""

from django.urls import path

from ampersand.intake.pages import coming_in, reading

app_name = "intake"
urlpatterns = [
    path("coming-in/", coming_in.begin, name="begin"),
    path("cases/<uuid:case_id>/coming-in/", coming_in.coming_in, name="coming_in"),
    path("cases/<uuid:case_id>/coming-in/<int:place>/", coming_in.step, name="step"),
    path("cases/<uuid:case_id>/coming-in/<int:place>/draft/", coming_in.draft, name="draft"),
    path("cases/<uuid:case_id>/coming-in/<int:place>/drop/", coming_in.drop_draft, name="drop_draft"),
    path("cases/<uuid:case_id>/coming-in/first/", coming_in.first_questions, name="first_questions"),
    path("cases/<uuid:case_id>/coming-in/told/", coming_in.told, name="told"),
    path("cases/<uuid:case_id>/coming-in/shown/", coming_in.shown, name="shown"),
    path("cases/<uuid:case_id>/intake/", reading.of_case, name="of_case"),
    path("cases/<uuid:case_id>/intake/first/", reading.choose_first, name="choose_first"),
    path("cases/<uuid:case_id>/intake/<uuid:person_id>/", reading.of_person, name="of_person"),
    path("cases/<uuid:case_id>/intake/<uuid:person_id>/<int:place>/again/", reading.ask_again, name="ask_again"),
]
