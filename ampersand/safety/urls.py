"""Addresses of safety."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import UUIDConverter

from ampersand.safety.pages import (
    alerts,
    check_in,
    help,
    leaving,
    offline,
    on_call,
    pictures,
    plans,
    plans_of_others,
    private,
    room,
)


class Ask(UUIDConverter):
    """The id of a private check: of version 4, where those of other check-ins are of version 7.

    So both have addresses of one shape, and a browser's history does not tell one from the other.
    """

    regex = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


register_converter(Ask, "ask")

app_name = "safety"
urlpatterns: list[URLPattern] = [
    path("help/", help.help, name="help"),
    path("help/countries/", help.countries, name="countries"),
    path("help/forget-country/", help.forget_country, name="forget_country"),
    path("help/<slug:country>/", help.help_in, name="help_in"),
    path("help/<slug:country>/remember/", help.remember_country, name="remember_country"),
    path("attention/", alerts.attention, name="attention"),
    path("attention/waiting/", alerts.waiting, name="waiting"),
    path("attention/<uuid:alert_id>/", alerts.alert, name="alert"),
    path("attention/<uuid:alert_id>/acknowledge/", alerts.acknowledge, name="acknowledge"),
    path("attention/<uuid:alert_id>/act/", alerts.act, name="act"),
    path("attention/<uuid:alert_id>/hand-over/", alerts.hand_over, name="hand_over"),
    path("attention/<uuid:alert_id>/close/", alerts.close, name="close"),
    path("attention/<uuid:alert_id>/reopen/", alerts.reopen, name="reopen"),
    path("attention/<uuid:alert_id>/conversation/", alerts.conversation, name="conversation"),
    path("cases/<uuid:case_id>/record/<uuid:person_id>/", alerts.record, name="record"),
    path("on-call/", on_call.on_call, name="on_call"),
    path("on-call/<uuid:turn_id>/earlier/", on_call.call_earlier, name="call_earlier"),
    path("on-call/<uuid:turn_id>/remove/", on_call.remove_turn, name="remove_turn"),
    path("check-in/<ask:ask_id>/", check_in.check_in, name="check_in"),
    path("cases/<uuid:case_id>/checks/", private.checks, name="checks"),
    path("cases/<uuid:case_id>/checks/ask/", private.ask, name="ask"),
    path("cases/<uuid:case_id>/checks/talk/<uuid:person_id>/", private.talk, name="talk"),
    path("cases/<uuid:case_id>/checks/decide/", private.decide, name="decide"),
    path("cases/<uuid:case_id>/checks/looks/", private.who_looked, name="who_looked"),
    path("cases/<uuid:case_id>/word/", check_in.private_word, name="private_word"),
    path("cases/<uuid:case_id>/pictures/<uuid:person_id>/", pictures.rest_pictures, name="rest_pictures"),
    path("my/plan/", plans.plan, name="plan"),
    path("my/plan/worker.js", offline.plan_worker, name="plan_worker"),
    path("my/plan-on-paper/", plans.plan_paper, name="plan_paper"),
    path("my/plan-as-text/", plans.plan_text, name="plan_text"),
    path("my/write-plan/", plans.write_plan, name="write_plan"),
    path("my/write-plan/draft/", plans.draft_plan, name="draft_plan"),
    path("my/write-plan/draft/drop/", plans.drop_plan_draft, name="drop_plan_draft"),
    path("my/plan-readers/", plans.plan_readers, name="plan_readers"),
    path("my/plan-versions/", plans.plan_versions, name="plan_versions"),
    path("my/plan-versions/<uuid:version_id>/bring-back/", plans.bring_back_plan, name="bring_back_plan"),
    path("my/plan-looked-through/", plans.review_plan, name="review_plan"),
    path("my/delete-plan/", plans.delete_plan, name="delete_plan"),
    path("plans/<uuid:plan_id>/", plans_of_others.plan_of, name="plan_of"),
    path("plans/<uuid:plan_id>/comment/", plans_of_others.comment_plan, name="comment_plan"),
    path("blank-plan/", plans_of_others.blank_plan, name="blank_plan"),
    path("room/", room.room, name="room"),
    path("leave/", leaving.leave, name="leave"),
    path("before-you-go-on/", leaving.before_you_go_on, name="before_you_go_on"),
    path("staying-safer-online/", leaving.safer_online, name="safer_online"),
]
