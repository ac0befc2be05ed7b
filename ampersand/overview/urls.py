"""Addresses of overview."""

from django.urls import path

    path(
        "cases/<uuid:case_id>/exercises/<slug:exercise_id>/as-a-step/", practising.exercise_step, name="exercise_step"
    ),
