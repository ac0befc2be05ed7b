"""Addresses of cases."""

from django.urls import path

from ampersand.cases.pages import agreement, minors, people, reaching, states

app_name = "cases"
urlpatterns = [
    path("cases/new/", people.new, name="new"),
    path("cases/<uuid:case_id>/people/", people.people, name="people"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/leave/", people.leave, name="leave"),
    path("cases/<uuid:case_id>/invite/", people.invite, name="invite"),
    path("invitations/<uuid:invitation_id>/withdraw/", people.withdraw_invitation, name="withdraw_invitation"),
    path("invitations/<uuid:invitation_id>/again/", people.invite_again, name="invite_again"),
    path("invitations/<uuid:invitation_id>/join/", people.join_mine, name="join_mine"),
    path("join/<str:token>/", people.join, name="join"),
    path("cases/<uuid:case_id>/supervisor/", people.ask_supervisor, name="ask_supervisor"),
    path("cases/<uuid:case_id>/supervisor/<uuid:person_id>/end/", people.end_supervision, name="end_supervision"),
    path("cases/<uuid:case_id>/end/", people.end, name="end"),
    path("cases/<uuid:case_id>/take-back/", people.take_back, name="take_back"),
    path("cases/<uuid:case_id>/who-sees/", people.who_sees, name="who_sees"),
    path("cases/<uuid:case_id>/agreement/", agreement.agreement, name="agreement"),
    path("cases/<uuid:case_id>/agreement/another/", agreement.propose, name="propose"),
    path("agreements/<uuid:terms_id>/set-aside/", agreement.set_aside, name="set_aside"),
    path("signatures/<uuid:signature_id>/", agreement.signed_text, name="signed_text"),
    path("signatures/<uuid:signature_id>/take-back/", agreement.withdraw_signature, name="withdraw_signature"),
    path("cases/<uuid:case_id>/add-child/", minors.add_child, name="add_child"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/child/", minors.child, name="child"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/guardian/", minors.guardian, name="guardian"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/birth/", minors.birth, name="birth"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/of-age/", minors.of_age, name="of_age"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/account/", minors.give_account, name="give_account"),
    path("guardians/<uuid:guardian_id>/paper/", minors.on_paper, name="on_paper"),
    path("guardians/<uuid:guardian_id>/end/", minors.end_guardian, name="end_guardian"),
    path("cases/<uuid:case_id>/standing/", states.standing, name="standing"),
    path("cases/<uuid:case_id>/pause/", states.pause, name="pause"),
    path("cases/<uuid:case_id>/go-on/", states.resume, name="resume"),
    path("cases/<uuid:case_id>/stand-still/", states.freeze, name="freeze"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/died/", states.note_death, name="note_death"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/lives/", states.take_back_death, name="take_back_death"),
    path("cases/<uuid:case_id>/people/<uuid:person_id>/onward/", states.refer, name="refer"),
    path("cases/<uuid:case_id>/close/", states.close, name="close"),
    path("cases/<uuid:case_id>/hold/", states.ask_hold, name="ask_hold"),
    path("cases/<uuid:case_id>/what-stays-whose/", states.divides, name="divides"),
    path("holds/", states.holds, name="holds"),
    path("holds/<uuid:step_id>/answer/", states.answer_hold, name="answer_hold"),
    path("clients/", reaching.clients, name="clients"),
    path("people/<uuid:person_id>/reaching/", reaching.contact, name="contact"),
]
