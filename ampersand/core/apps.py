"""Plumbing that every floor stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ampersand.core"
