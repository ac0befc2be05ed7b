"""Addresses of goals."""

from django.urls import path

from ampersand.goals.pages import doing, library, roadmap, writing

app_name = "goals"
urlpatterns = [
    path("cases/<uuid:case_id>/goals/", roadmap.roadmap, name="roadmap"),
    path("cases/<uuid:case_id>/goals/new/", writing.begin, name="begin"),
    path("goals/<uuid:goal_id>/", roadmap.goal, name="goal"),
    path("goals/<uuid:goal_id>/words/", writing.words, name="words"),
    path("goals/<uuid:goal_id>/levels/", writing.levels, name="levels"),
    path("goals/<uuid:goal_id>/do/", roadmap.do, name="do"),
    path("goals/<uuid:goal_id>/share/", writing.share, name="share"),
    path("goals/<uuid:goal_id>/stop-sharing/", writing.stop_sharing, name="stop_sharing"),
    path("goals/<uuid:goal_id>/step/", doing.step, name="step"),
    path("goals/<uuid:goal_id>/look-back/", doing.rate, name="rate"),
    path("goals/<uuid:goal_id>/set-back/", doing.set_back, name="set_back"),
    path("goal-steps/<uuid:step_id>/week/", doing.week, name="week"),
    path("goal-steps/<uuid:step_id>/finish/", doing.finish_step, name="finish_step"),
    path("goal-templates/", library.library, name="library"),
    path("goal-templates/new/", library.new_template, name="new_template"),
    path("goal-templates/<uuid:template_id>/", library.template, name="template"),
    path("goal-templates/<uuid:template_id>/bring-back/", library.bring_back, name="bring_back"),
    path("goal-templates/<uuid:template_id>/set-aside/", library.set_aside, name="set_aside"),
]
