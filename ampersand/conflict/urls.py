"""Addresses of rows."""

from django.urls import path

from ampersand.conflict.pages import log, loop, pairs, staff

app_name = "conflict"
urlpatterns = [
    path("cases/<uuid:case_id>/log/", log.log, name="log"),
    path("cases/<uuid:case_id>/log/new/", log.write, name="write"),
    path("cases/<uuid:case_id>/log/draft/", log.draft, name="draft"),
    path("cases/<uuid:case_id>/log/drop/", log.drop_draft, name="drop_draft"),
    path("cases/<uuid:case_id>/log/quiet/", log.quiet_week, name="quiet_week"),
    path("log/<uuid:entry_id>/", log.entry, name="entry"),
    path("log/<uuid:entry_id>/change/", log.amend, name="amend"),
    path("log/<uuid:entry_id>/readers/", log.readers, name="readers"),
    path("log/<uuid:entry_id>/take-back/", log.take_back, name="take_back"),
    path("cases/<uuid:case_id>/together/", pairs.together, name="together"),
    path("cases/<uuid:case_id>/together/weeks/", pairs.show_weeks, name="show_weeks"),
    path("cases/<uuid:case_id>/together/new/", pairs.offer, name="offer"),
    path("together/<uuid:pair_id>/", pairs.pair, name="pair"),
    path("together/<uuid:pair_id>/seal/", pairs.seal, name="seal"),
    path("together/<uuid:pair_id>/share/", pairs.share, name="share"),
    path("together/<uuid:pair_id>/take-back/", pairs.take_side_back, name="take_side_back"),
    path("together/<uuid:pair_id>/allow/", pairs.allow, name="allow"),
    path("together/<uuid:pair_id>/set-aside/", pairs.set_aside, name="set_aside"),
    path("together/<uuid:pair_id>/close/", pairs.close, name="close"),
    path("cases/<uuid:case_id>/loop/", loop.loop, name="loop"),
    path("cases/<uuid:case_id>/loop/draw/", loop.draw, name="draw"),
    path("cases/<uuid:case_id>/rows/", staff.of_case, name="of_case"),
]
