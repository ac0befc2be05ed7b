"""Every address; each feature keeps its own list."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("ampersand.overview.urls")),
    path("account/", include("ampersand.accounts.urls")),
    path("", include("ampersand.safety.urls")),
    path("", include("ampersand.meetings.urls")),
    path("", include("ampersand.guide.urls")),
    path("", include("ampersand.cases.urls")),
    path("", include("ampersand.measures.urls")),
    path("", include("ampersand.exercises.urls")),
    path("", include("ampersand.goals.urls")),
    path("", include("ampersand.pathway.urls")),
    path("", include("ampersand.checkins.urls")),
    path("", include("ampersand.conflict.urls")),
    path("", include("ampersand.conversations.urls")),
    path("", include("ampersand.directory.urls")),
    path("", include("ampersand.intake.urls")),
    path("", include("ampersand.reports.urls")),
    path("", include("ampersand.notes.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("ampersand.operations.urls")))
