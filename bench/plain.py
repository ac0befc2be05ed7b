"""The yardsticks: the same round trip in plain Django, nothing sealed, audited, asked of a policy, or drawn.

Sessions, users, CSRF, one row saved, and a page with the form and the last 20 scores. `form` reads and draws the form
with a ModelForm and lists models, as most would; `lean` reads the fields by hand and lists values. Machines differ, and
one machine differs from hour to hour: the ratio to these is the figure that can be compared.
"""

import sys
import tempfile
from itertools import repeat
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import urlencode

JOURNAL = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
LOADERS = "django.template.loaders"
FOLDER = Path(tempfile.mkdtemp(prefix="ampersand-plain-"))
PAGE = """<!doctype html><title>Scores</title>{% load i18n %}<h1>{% translate "Scores" %}</h1>
<p>{{ user.username }}</p>
<table>{% for one in scores %}<tr><td>{{ one.taken_at|date }}</td><td>{{ one.total }}</td></tr>{% endfor %}</table>
<form method="post">{% csrf_token %}{{ form }}<button>{% translate "Send" %}</button></form>"""
FIELDS = "".join(f'<label>Question {number} <input type="number" name="q{number}"></label>' for number in range(1, 10))
LEAN = PAGE.replace("{{ form }}", FIELDS).replace("one.taken_at", "one.0").replace("one.total", "one.1")


def configure() -> None:
    """Settings as `startproject` writes them, on SQLite with the same journal."""
    from django.conf import settings

    settings.configure(
        SECRET_KEY="plain", ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, USE_TZ=True,
        INSTALLED_APPS=[f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "plain.sqlite3", "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": JOURNAL},
        }},
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [(f"{LOADERS}.cached.Loader", [(f"{LOADERS}.locmem.Loader", {"p": PAGE, "lean": LEAN})])],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }],
    )  # fmt: skip


configure()
import django  # noqa: E402

django.setup()
from django import forms  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpResponseBadRequest, HttpResponseRedirect  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Score(models.Model):
    """One PHQ-9."""

    user = models.ForeignKey(User, models.CASCADE)
    taken_at = models.DateTimeField(default=timezone.now)
    total = models.IntegerField()
    q1, q2, q3, q4, q5, q6, q7, q8, q9 = (models.IntegerField() for _ in range(9))

    class Meta:
        app_label = "plain"
        indexes = [models.Index(fields=["user", "-taken_at"])]


class ScoreForm(forms.ModelForm):
    """Nine questions."""

    class Meta:
        model = Score
        fields = [f"q{number}" for number in range(1, 10)]


@login_required
@transaction.atomic
def scores(request: Any) -> Any:
    """Take nine answers, or show the last twenty scores."""
    form = ScoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.user, form.instance.total = request.user, sum(form.cleaned_data.values())
        form.save()
        return HttpResponseRedirect("/form/")
    last = Score.objects.filter(user=request.user).order_by("-taken_at")[:20]
    return render(request, "p", {"scores": last, "form": form})


@login_required
@transaction.atomic
def lean(request: Any) -> Any:
    """The same without Django's forms and without model objects in the list."""
    if request.method == "POST":
        answers = {f"q{number}": int(request.POST[f"q{number}"]) for number in range(1, 10)}
        if any(answer not in range(4) for answer in answers.values()):
            return HttpResponseBadRequest()
        Score.objects.create(user=request.user, total=sum(answers.values()), **answers)
        return HttpResponseRedirect("/lean/")
    last = Score.objects.filter(user=request.user).order_by("-taken_at").values_list("taken_at", "total")[:20]
    return render(request, "lean", {"scores": last})


urlpatterns = [path("form/", scores), path("lean/", lean)]


def main() -> None:
    """Take turns with the other programs."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from bench.inside import CSRF, call
    from bench.turns import take

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Score)
    user = User.objects.create_user("ana")
    Score.objects.bulk_create(Score(user=user, total=9, **{f"q{n}": 1 for n in range(1, 10)}) for _ in range(1000))
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    pages, cookie = get_wsgi_application(), f"sessionid={session.session_key}; csrftoken={CSRF}"
    body = urlencode({"csrfmiddlewaretoken": CSRF} | {f"q{n}": 1 for n in range(1, 10)}).encode()
    address = f"/{sys.argv[1]}/"

    def trip() -> None:
        assert call(pages, "POST", address, cookie, body)[0] == 302
        assert call(pages, "GET", address, cookie)[0] == 200

    take(repeat(trip))
    rmtree(FOLDER)


if __name__ == "__main__":
    main()
