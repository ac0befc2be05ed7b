"""Addresses of the demo; included only where the setting DEMO is on."""

from django.urls import path

from ampersand.operations import pages

app_name = "operations"
urlpatterns = [
    path("demo/", pages.demo, name="demo"),
    path("demo/sign-in/<uuid:person_id>/", pages.demo_sign_in, name="demo_sign_in"),
    path("demo/mail/", pages.demo_mail, name="demo_mail"),
]
