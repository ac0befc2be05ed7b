"""Addresses of exercises."""

from django.urls import path

from ampersand.exercises.pages import cards, guide, lessons, log, maps, shelf, sitting, suggesting, writing

app_name = "exercises"
urlpatterns = [
    path("cases/<uuid:case_id>/exercises/", shelf.shelf, name="shelf"),
    path("cases/<uuid:case_id>/brought/", shelf.brought, name="brought"),
    path("cases/<uuid:case_id>/exercises/<slug:exercise_id>/", shelf.about, name="about"),
    path("cases/<uuid:case_id>/exercises/<slug:exercise_id>/guide/", guide.guide, name="guide"),
    path("cases/<uuid:case_id>/exercises/<slug:exercise_id>/mine/", log.log, name="log"),
    path("cases/<uuid:case_id>/exercises/<slug:exercise_id>/begin/", shelf.begin, name="begin"),
    path("cases/<uuid:case_id>/exercises/<slug:exercise_id>/suggest/", suggesting.suggest, name="suggest"),
    path("cases/<uuid:case_id>/exercises/<slug:exercise_id>/switch/", suggesting.switch, name="switch"),
    path("exercise-tasks/<uuid:task_id>/say/", suggesting.say, name="say"),
    path("exercise-tasks/<uuid:task_id>/take-back/", suggesting.take_back, name="take_back"),
    path("exercise-pages/<uuid:page_id>/", writing.page, name="page"),
    path("exercise-pages/<uuid:page_id>/draft/", writing.draft, name="draft"),
    path("exercise-pages/<uuid:page_id>/take-up/", writing.take_up, name="take_up"),
    path("exercise-pages/<uuid:page_id>/tear-up/", writing.tear_up, name="tear_up"),
    path("exercise-pages/<uuid:page_id>/show/", writing.show, name="show"),
    path("exercise-pairs/<uuid:pair_id>/", writing.pair, name="pair"),
    path("cases/<uuid:case_id>/lessons/<slug:lesson_slug>/", lessons.lesson, name="lesson"),
    path("cases/<uuid:case_id>/family-map/", maps.map, name="map"),
    path("cases/<uuid:case_id>/family-map/somebody/", maps.map_somebody, name="map_somebody"),
    path("cases/<uuid:case_id>/family-map/line/", maps.map_line, name="map_line"),
    path("cases/<uuid:case_id>/family-map/of/<uuid:person_id>/", maps.map_of, name="map_of"),
    path("family-map/<uuid:piece_id>/", maps.map_piece, name="map_piece"),
    path("my/cards/", cards.cards, name="cards"),
    path("my/cards/worker.js", cards.cards_worker, name="cards_worker"),
    path("my/cards-on-paper/", cards.cards_paper, name="cards_paper"),
    path("sittings/<uuid:sitting_id>/", sitting.sitting, name="sitting"),
    path("sittings/<uuid:sitting_id>/do/", sitting.do, name="do"),
]
