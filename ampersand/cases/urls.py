"""Addresses of cases."""

from django.urls import path

from ampersand.cases import pages

app_name = "cases"
urlpatterns = [
    path("cases/new/", pages.new, name="new"),
    path("cases/<uuid:case_id>/people/", pages.people, name="people"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/leave/", pages.leave, name="leave"),
    path("cases/<uuid:case_id>/invite/", pages.invite, name="invite"),
    path("invitations/<uuid:invitation_id>/withdraw/", pages.withdraw_invitation, name="withdraw_invitation"),
    path("invitations/<uuid:invitation_id>/again/", pages.invite_again, name="invite_again"),
    path("join/<str:token>/", pages.join, name="join"),
    path("cases/<uuid:case_id>/supervisor/", pages.ask_supervisor, name="ask_supervisor"),
    path("cases/<uuid:case_id>/supervisor/<uuid:person_id>/end/", pages.end_supervision, name="end_supervision"),
    path("cases/<uuid:case_id>/end/", pages.end, name="end"),
    path("cases/<uuid:case_id>/who-sees/", pages.who_sees, name="who_sees"),
]
