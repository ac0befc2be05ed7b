"""Addresses of progress, reports and releases."""

from django.urls import path

from ampersand.reports.pages import office, progress, releases, reports

app_name = "reports"
urlpatterns = [
    path("cases/<uuid:case_id>/my-progress/", progress.my_progress, name="my_progress"),
    path("cases/<uuid:case_id>/our-progress/", progress.our_progress, name="our_progress"),
    path("cases/<uuid:case_id>/reports/", reports.reports, name="reports"),
    path("cases/<uuid:case_id>/reports/mine/", reports.mine, name="mine"),
    path("cases/<uuid:case_id>/reports/together/", reports.together, name="together"),
    path("cases/<uuid:case_id>/reports/team/", reports.team, name="team"),
    path("cases/<uuid:case_id>/reports/make/", reports.make, name="make"),
    path("cases/<uuid:case_id>/releases/new/", releases.propose, name="propose"),
    path("practice/releases/", office.office, name="office"),
    path("reports/<uuid:report_id>/", reports.report, name="report"),
    path("reports/<uuid:report_id>/file/", reports.file, name="file"),
    path("reports/<uuid:report_id>/drop/", reports.drop, name="drop"),
    path("reports/<uuid:report_id>/hand-out/", releases.hand_out, name="hand_out"),
    path("releases/<uuid:release_id>/", releases.release, name="release"),
    path("releases/<uuid:release_id>/sign/", releases.sign, name="sign"),
    path("releases/<uuid:release_id>/take-back/", releases.take_back, name="take_back"),
    path("releases/<uuid:release_id>/withdraw/", releases.withdraw, name="withdraw"),
    path("releases/<uuid:release_id>/letter/", releases.letter, name="letter"),
]
