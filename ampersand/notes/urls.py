"""Addresses of notes."""

from django.urls import path

from ampersand.notes.pages import emergency, formulation, leaves, library, notes, papers, process, record, writing

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
    path("cases/<uuid:case_id>/my-record/", record.record_of_mine, name="record_of_mine"),
    path("cases/<uuid:case_id>/my-record/ask/", record.ask_for_record, name="ask_for_record"),
    path("cases/<uuid:case_id>/leaves/", leaves.leaves, name="leaves"),
    path("cases/<uuid:case_id>/leaves/paper/", papers.take_in, name="take_in"),
    path("cases/<uuid:case_id>/leaves/<uuid:person_id>/", leaves.prepare, name="prepare"),
    path("cases/<uuid:case_id>/picture/", formulation.picture, name="picture"),
    path("cases/<uuid:case_id>/seen-together/", formulation.together, name="together"),
    path("cases/<uuid:case_id>/look-in/", emergency.look_in, name="look_in"),
    path("record-requests/<uuid:request_id>/decline/", leaves.decline_request, name="decline_request"),
    path("extracts/<uuid:extract_id>/", leaves.extract, name="extract"),
    path("extracts/<uuid:extract_id>/keep/", leaves.keep_extract, name="keep_extract"),
    path("extracts/<uuid:extract_id>/drop/", leaves.drop_extract, name="drop_extract"),
    path("papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("papers/<uuid:paper_id>/sign/", papers.sign_paper, name="sign_paper"),
    path("papers/<uuid:paper_id>/close/", papers.close_paper, name="close_paper"),
    path("pictures/<uuid:formulation_id>/", formulation.write_picture, name="write_picture"),
    path("pictures/<uuid:formulation_id>/keep/", formulation.keep_picture, name="keep_picture"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/<uuid:access_id>/end/", emergency.end_emergency, name="end_emergency"),
    path("note-templates/", library.templates, name="templates"),
    path("note-templates/new/", library.new_template, name="new_template"),
    path("note-templates/<uuid:template_id>/", library.template, name="template"),
    path("note-templates/<uuid:template_id>/aside/", library.set_template_aside, name="set_template_aside"),
    path("note-templates/<uuid:template_id>/back/", library.bring_template_back, name="bring_template_back"),
]
