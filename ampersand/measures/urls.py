"""Addresses of measures."""

from django.urls import URLPattern, path

from ampersand.measures.pages import after, answering, instruments, lines, staff

app_name = "measures"
urlpatterns: list[URLPattern] = [
    path("check-in/<uuid:assignment_id>/", answering.check_in, name="check_in"),
    path("check-in/<uuid:assignment_id>/draft/", answering.draft, name="draft"),
    path("results/<uuid:administration_id>/", answering.result, name="result"),
    path("results/<uuid:administration_id>/next/", after.next_step, name="next_step"),
    path("results/<uuid:administration_id>/questions/", after.questions, name="questions"),
    path("results/<uuid:administration_id>/amend/", answering.amend, name="amend"),
    path("cases/<uuid:case_id>/my-line/<slug:slug>/", lines.my_line, name="my_line"),
    path("cases/<uuid:case_id>/my-line/<slug:slug>/share/", lines.share, name="share"),
    path("cases/<uuid:case_id>/my-line/<slug:slug>/stop-sharing/", lines.stop_sharing, name="stop_sharing"),
    path("cases/<uuid:case_id>/shared/<uuid:person_id>/<slug:slug>/", lines.shared, name="shared"),
    path("cases/<uuid:case_id>/measures/", staff.of_case, name="of_case"),
    path("cases/<uuid:case_id>/measures/answers/<uuid:administration_id>/", staff.answers, name="answers"),
    path("cases/<uuid:case_id>/measures/plan/", staff.plan, name="plan"),
    path("cases/<uuid:case_id>/measures/before-meeting/", staff.open_for_meeting, name="open_for_meeting"),
    path("plans/<uuid:plan_id>/end/", staff.end_plan, name="end_plan"),
    path("assignments/<uuid:assignment_id>/withdraw/", staff.withdraw, name="withdraw"),
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/<slug:slug>/", instruments.instrument, name="instrument"),
]
