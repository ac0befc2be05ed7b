"""Addresses of overview."""

from django.urls import path

from ampersand.overview.pages import clients, home, practising, staff, today

app_name = "overview"
urlpatterns = [
    path("", home.home, name="home"),
    path("my/", clients.my_space, name="my_space"),
    path("cases/<uuid:case_id>/ours/", clients.our_space, name="our_space"),
    path("cases/<uuid:case_id>/in-my-care/<uuid:person_id>/", clients.in_my_care, name="in_my_care"),
    path("cases/<uuid:case_id>/", staff.case, name="case"),
    path("cases/<uuid:case_id>/prepare/", staff.prepare, name="prepare"),
    path("cases/<uuid:case_id>/agenda/", staff.agenda, name="agenda"),
    path("today/", today.today, name="today"),
    path(
        "cases/<uuid:case_id>/exercises/<slug:exercise_id>/as-a-step/", practising.exercise_step, name="exercise_step"
    ),
    path("caseload/", staff.caseload, name="caseload"),
]
