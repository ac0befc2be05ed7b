"""Pages that gather what the features know."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "ampersand.overview"
