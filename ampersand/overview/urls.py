"""Addresses of overview."""

from django.urls import path

from ampersand.overview.pages import clients, home, staff, today

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
    path("caseload/", staff.caseload, name="caseload"),
]
