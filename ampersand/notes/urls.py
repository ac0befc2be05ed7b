"""Addresses of notes."""

from django.urls import path

from ampersand.notes.pages import library, notes, process, writing

app_name = "notes"
urlpatterns = [
    path("cases/<uuid:case_id>/notes/", notes.notes, name="notes"),
    path("cases/<uuid:case_id>/notes/new/", writing.begin, name="begin"),
    path("cases/<uuid:case_id>/thoughts/", process.thoughts, name="thoughts"),
    path("notes/<uuid:note_id>/", notes.note, name="note"),
    path("notes/<uuid:note_id>/add/", notes.add, name="add"),
    path("notes/<uuid:note_id>/ask/", notes.ask_cosign, name="ask_cosign"),
    path("notes/<uuid:note_id>/cosign/", notes.cosign, name="cosign"),
    path("notes/draft/<uuid:draft_id>/", writing.write, name="write"),
    path("notes/draft/<uuid:draft_id>/keep/", writing.keep, name="keep"),
    path("notes/draft/<uuid:draft_id>/drop/", writing.drop, name="drop"),
    path("unsigned-notes/", notes.unsigned, name="unsigned"),
    path("thoughts/<uuid:note_id>/", process.thought, name="thought"),
    path("thoughts/<uuid:note_id>/keep/", process.keep_thought, name="keep_thought"),
    path("thoughts/<uuid:note_id>/delete/", process.destroy_thought, name="destroy_thought"),
    path("note-templates/", library.templates, name="templates"),
    path("note-templates/new/", library.new_template, name="new_template"),
    path("note-templates/<uuid:template_id>/", library.template, name="template"),
    path("note-templates/<uuid:template_id>/aside/", library.set_template_aside, name="set_template_aside"),
    path("note-templates/<uuid:template_id>/back/", library.bring_template_back, name="bring_template_back"),
]
