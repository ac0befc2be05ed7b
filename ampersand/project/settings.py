"""All settings of Django in one place; what a practice may change is in options.py."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP

from ampersand.privacy.keyring import KeyRing
from ampersand.project import options

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(options.text("DATA_DIR")).resolve()
DEMO = options.yes("DEMO")
DEBUG = options.yes("DEBUG")
KEY_RING_FILE = Path(options.text("KEY_RING") or DATA_DIR / "keys" / "ring.json")
SECRET_KEY = options.text("SECRET_KEY") or KeyRing.load_or_create(KEY_RING_FILE).secret("cookies").hex()
ALLOWED_HOSTS = options.words("HOSTS")
ADDRESS = options.text("ADDRESS").rstrip("/")
EXIT_ADDRESS = options.text("EXIT_ADDRESS")
IDLE = timedelta(minutes=options.number("IDLE_MINUTES"))
SIGN_IN_LASTS = timedelta(days=options.number("SIGN_IN_DAYS"))
WORKERS = options.number("WORKERS")
TRUSTED_PROXIES = options.number("TRUSTED_PROXIES")
CONTENT_DIRS = [*(Path(part) for part in options.words("CONTENT_DIRS", ":")), PACKAGE / "content"]

INSTALLED_APPS = [
    "ampersand.core.apps.CoreConfig",
    "ampersand.privacy.apps.PrivacyConfig",
    "ampersand.accounts.apps.AccountsConfig",
    "ampersand.cases.apps.CasesConfig",
    "ampersand.safety.apps.SafetyConfig",
    "ampersand.meetings.apps.MeetingsConfig",
    "ampersand.guide.apps.GuideConfig",
    "ampersand.measures.apps.MeasuresConfig",
    "ampersand.exercises.apps.ExercisesConfig",
    "ampersand.goals.apps.GoalsConfig",
    "ampersand.pathway.apps.PathwayConfig",
    "ampersand.checkins.apps.CheckinsConfig",
    "ampersand.conflict.apps.ConflictConfig",
    "ampersand.conversations.apps.ConversationsConfig",
    "ampersand.directory.apps.DirectoryConfig",
    "ampersand.intake.apps.IntakeConfig",
    "ampersand.reports.apps.ReportsConfig",
    "ampersand.notes.apps.NotesConfig",
    "ampersand.overview.apps.OverviewConfig",
    "ampersand.operations.apps.OperationsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "ampersand.accounts.middleware.SignInMiddleware",
    "ampersand.accounts.private_pages.PrivateStayMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ampersand.core.forgery.ForgeryMiddleware",
    "ampersand.accounts.middleware.EntryMiddleware",
    "ampersand.accounts.middleware.SecondFactorMiddleware",
    "ampersand.checkins.middleware.JointMeetingMiddleware",
    "ampersand.safety.middleware.RoomModeMiddleware",
    "ampersand.safety.middleware.ToldFirstMiddleware",
    "ampersand.safety.middleware.ForgetCopiesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ampersand.core.middleware.PrivatePagesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "ampersand.project.urls"
WSGI_APPLICATION = "ampersand.project.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "ampersand.core.forgery.token",
                "django.contrib.messages.context_processors.messages",
                "ampersand.project.navigation.page_context",
            ],
            "loaders": [("ampersand.core.templating.Loader", ["django.template.loaders.app_directories.Loader"])],
            "builtins": [
                "ampersand.core.templatetags.look",
                "ampersand.cases.templatetags.places",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "ampersand.core.forms.Renderer"


def _database(url: str) -> dict[str, object]:
    if not url:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "ampersand.core.sqlite",
            "NAME": DATA_DIR / "ampersand.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "cached_statements": 1000,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "ampersand.core.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
    }


DATABASES = {"default": _database(options.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview:home"
LOGOUT_REDIRECT_URL = "account_login"

SESSION_ENGINE = "ampersand.accounts.sessions"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf"
CSRF_FAILURE_VIEW = "ampersand.core.pages.form_expired"
HTTPS = options.yes("HTTPS") and not DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send Origin: null, which no form survives
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "media-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.NONE],  # but for the pages that a device may keep: core/offline.py
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# What is sent lies in memory until it is sealed, never on a disk in the clear; what is larger is not taken.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 26_214_400

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "ampersand.core.static_files.HashedFiles"},
}

MAIL_FOLDER = DATA_DIR / "mail"
MAIL_URL = options.text("MAIL_URL")
MAILERS: dict[str, dict[str, object]] = {"default": {"BACKEND": "ampersand.core.mail.FolderBackend"}}
if MAIL_URL:
    _mail = urlsplit(MAIL_URL)
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _mail.hostname or "",
            "port": _mail.port or 587,
            "username": unquote(_mail.username or ""),
            "password": unquote(_mail.password or ""),
            "use_ssl": _mail.scheme == "smtps",
            "use_tls": _mail.scheme != "smtps",
            "timeout": 20,
        },
    }
DEFAULT_FROM_EMAIL = SERVER_EMAIL = options.text("MAIL_FROM")

OPENINGS_LAST = timedelta(days=options.number("OPENINGS_DAYS"))
ENQUIRY_DAYS = tuple(options.number(f"ENQUIRY_{stage}_DAYS") for stage in ("REMIND", "TELL", "CLOSE", "KEEP"))
ENQUIRY_AT_LEAST = timedelta(seconds=options.number("ENQUIRY_SECONDS"))
GAZETTEER = (1000, 15_000)  # towns from so many people; their names in other languages from so many

REDIS_URL = options.text("REDIS_URL")
CHANNEL_LAYERS: dict[str, dict[str, object]] = {  # they carry hints that something has changed, never what
    "default": {"BACKEND": "ampersand.core.live.local.LocalLayer", "CONFIG": {"folder": DATA_DIR / "live"}}
}
if REDIS_URL:
    CHANNEL_LAYERS["default"] = {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]},
    }  # fmt: skip

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
ANCHOR_FOLDER = DATA_DIR / "anchors"

ACCOUNT_ADAPTER = "ampersand.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "ampersand.accounts.adapter.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ampersand"
MFA_TOTP_TOLERANCE = 1  # of thirty seconds: phones do not keep the same time

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refused address is no fault, and its line would tell who tried what.
    # A job that went well is no news, and its line would tell that something was sent, and when.
    "loggers": {"django.request": {"level": "ERROR"}, "django.tasks": {"level": "WARNING"}},
}

SILENCED_SYSTEM_CHECKS = [
    "auth.E013",  # SignInMiddleware does what AuthenticationMiddleware does, in the same query as the session
    "auth.W004",  # addresses are unique whatever their capitals, by a constraint
    "security.W003",  # core/forgery.py is Django's own middleware with a thriftier cookie
    "models.W040",  # SQLite leaves the extra columns out of the index, as meant
]
