"""The addresses as they are in a demo."""

from django.urls import include, path

from ampersand.project.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("", include("ampersand.operations.urls"))]
