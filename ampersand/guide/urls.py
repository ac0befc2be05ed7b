"""Addresses of the guide. They are neutral: they stand in histories."""

from django.urls import URLPattern, path

from ampersand.guide.pages import begin, reading

app_name = "guide"
urlpatterns: list[URLPattern] = [
    path("where-to-begin/", begin.begin, name="begin"),
    path("how-they-differ/", reading.compare, name="compare"),
    path("approaches/", reading.approaches, name="approaches"),
    path("what-goals-are/", reading.aims, name="aims"),
    path("online-or-in-person/", reading.online, name="online"),
    path("what-is-known/", reading.evidence, name="evidence"),
    path("each-alone-first/", reading.each_alone, name="each_alone"),
    path("about/", reading.about, name="about"),
]
