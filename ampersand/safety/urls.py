"""Addresses of safety."""

from django.urls import URLPattern, path

from ampersand.safety.pages import help, leaving

app_name = "safety"
urlpatterns: list[URLPattern] = [
    path("help/", help.help, name="help"),
    path("help/countries/", help.countries, name="countries"),
    path("help/forget-country/", help.forget_country, name="forget_country"),
    path("help/<slug:country>/", help.help_in, name="help_in"),
    path("help/<slug:country>/remember/", help.remember_country, name="remember_country"),
    path("leave/", leaving.leave, name="leave"),
    path("before-you-go-on/", leaving.before_you_go_on, name="before_you_go_on"),
    path("staying-safer-online/", leaving.safer_online, name="safer_online"),
]
