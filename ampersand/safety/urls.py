"""Addresses of safety."""

from django.urls import path

from ampersand.safety import pages

app_name = "safety"
urlpatterns = [
    path("help/", pages.help, name="help"),
    path("leave/", pages.leave, name="leave"),
    path("staying-safer-online/", pages.safer_online, name="safer_online"),
]
