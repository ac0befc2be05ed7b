"""Addresses of overview."""

from django.urls import path

from ampersand.overview.pages import clients, home

app_name = "overview"
urlpatterns = [
    path("", home.home, name="home"),
    path("my/", clients.my_space, name="my_space"),
    path("cases/<uuid:case_id>/ours/", clients.our_space, name="our_space"),
]
