"""The settings: one module, fed by `catalogue.server.env`, closed when in doubt.

Environment (all optional but the secret):

SECRET_KEY       50 random characters at least (`make run` writes them to a private .env)
SITE_URL         public address; https turns on secure cookies, HSTS and the redirect
                 (default: http://127.0.0.1:PORT; http is refused for any other machine)
PORT             port to listen on (8000)
DATABASE_URL     postgresql://… or sqlite:////absolute/path (default: the file in DATA_DIR)
DATA_DIR         folder of the database file and of the collected static files (data/)
BACKUP_DIR       folder of `manage.py backup` (backups/ in DATA_DIR); put it on another disk
BACKUP_DAYS, BACKUP_WEEKS, BACKUP_MONTHS
                 for how many the last backup of each is kept (7, 5, 12)
WORKERS          server processes (one per core, four at most)
BIND_ADDRESS     address to listen on (127.0.0.1)
TRUSTED_PROXIES  number of proxies in front whose X-Forwarded-* headers may be believed (0)
DEBUG            true or false (false); refused with an https SITE_URL
LOG_FORMAT       text, or json: one object a line (text)
RELEASE          name of the release (default: a digest of the code, templates and static files)
"""

import sqlite3
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from catalogue.server import env, logs, sqlite
from catalogue.server.release import release

BASE_DIR = Path(__file__).resolve().parent.parent

env.load()

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY")
PORT = env.integer("PORT", default=8000, least=1, most=65535)
DATA_DIR = BASE_DIR / (env.text("DATA_DIR") or "data")
RELEASE = env.text("RELEASE") or release(BASE_DIR)


# The site's address. Absolute URLs come from here, never from the request.

_url = env.site_url("SITE_URL", default=f"http://127.0.0.1:{PORT}")
_https = _url.scheme == "https"
if DEBUG and _https:
    raise env.stop("DEBUG ne peut pas valoir « true » quand SITE_URL commence par https.")

SITE_URL = f"{_url.scheme}://{_url.netloc}"
# The loopback names serve the health checks of the machine itself; they reveal nothing.
ALLOWED_HOSTS = sorted({_url.hostname or "", "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [SITE_URL]

TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", default=0, least=0, most=9)
# Only what `TrustedProxies` (catalogue.server.middleware) left in the request is read.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
USE_X_FORWARDED_HOST = TRUSTED_PROXIES > 0

SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes speak plain http, from inside
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
# Preloading commits a whole domain, for years: its owner's decision (docs/decisions/0032).
SILENCED_SYSTEM_CHECKS = ["security.W021"]

SESSION_COOKIE_AGE = 12 * 3600  # a working day; three hours idle end it (accounts/sessions.py)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "catalogue.admin.together.keeping.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No nonce: nonces and shared caches do not go together. Static files only.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}


# What the site is made of.

INSTALLED_APPS = [
    "catalogue",
    "admissions.apps.AdmissionsConfig",
    "programmes.apps.ProgrammesConfig",
    "accounts.apps.AccountsConfig",
    "whitenoise.runserver_nostatic",  # before staticfiles: `runserver` too goes through WhiteNoise
    "catalogue.admin.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "adminsortable2",
    "crispy_forms",
    "csp",
]

MIDDLEWARE = [
    "catalogue.server.request_ids.RequestIds",
    "catalogue.server.middleware.PolicyHeaders",
    "catalogue.server.middleware.TrustedProxies",
    # The policy headers stand above WhiteNoise, or static files would carry none.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "catalogue.server.middleware.Guard",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "catalogue.server.patience.Patience",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.StaffSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "catalogue.admin.bodies.BodyLimits",
]

ROOT_URLCONF = "catalogue.urls"
WSGI_APPLICATION = "catalogue.wsgi.application"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # whoever came from nowhere, or was to be sent elsewhere

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# “www.exemple.fr” typed in a form becomes https, as Django 6 will have it.
FORMS_URLFIELD_ASSUME_HTTPS = True
# Form widgets look in our templates too; the commonest are drawn without one.
FORM_RENDERER = "catalogue.admin.kit.drawing.QuickFields"

# The public forms, drawn with `templates/forms`; the admin’s are Django’s. A field that is not
# there is a fault of ours, not a line in a log.
CRISPY_TEMPLATE_PACK = "forms"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["forms"]
CRISPY_FAIL_SILENTLY = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough"},
    {"NAME": "accounts.passwords.HardToGuess"},
]
# The first hashes; those below it open what was hashed before, and are replaced at the next log-in.
PASSWORD_HASHERS = ["accounts.hashing.Argon2", "accounts.hashing.PBKDF2"]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# A large programme's page in the admin is one form with thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# How much a request may carry is told by its address (`catalogue.admin.bodies`); this is the most.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A form with documents may carry more; all of it fits in memory, so no file is ever written to the
# disk on its way in.
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


# Where things are kept.

_named = env.database("DATABASE_URL")
_database: dict[str, Any]
DATABASE_FILE: Path | None  # None when the database is a server
if _named is None or "sqlite" in _named["ENGINE"]:
    DATABASE_FILE = Path(_named["NAME"]) if _named else DATA_DIR / "catalogue.sqlite3"
    _database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": sqlite.existing_only(DATABASE_FILE),
        "OPTIONS": sqlite.options(sqlite3.sqlite_version_info),
        # A file, not memory: PRAGMAs and concurrency are tested on the real thing.
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }
else:
    DATABASE_FILE = None
    _database = {**_named, "ENGINE": "catalogue.server.postgresql", "CONN_HEALTH_CHECKS": True}
# Connections live as long as their thread: pages stay up on a full disk, and open faster.
DATABASES = {"default": {**_database, "CONN_MAX_AGE": None}}

_backups = env.text("BACKUP_DIR")
BACKUP_DIR = BASE_DIR / _backups if _backups else DATA_DIR / "backups"
BACKUP_DAYS = env.integer("BACKUP_DAYS", default=7, least=1, most=366)
BACKUP_WEEKS = env.integer("BACKUP_WEEKS", default=5, least=0, most=520)
BACKUP_MONTHS = env.integer("BACKUP_MONTHS", default=12, least=0, most=1200)

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files serve our pages

# To stderr: the service manager keeps the logs. Paths, never queries, bodies or accounts.
LOG_FORMAT = env.choice("LOG_FORMAT", (logs.TEXT, logs.JSON), default=logs.TEXT)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        logs.TEXT: {
            "()": "catalogue.server.logs.Line",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        logs.JSON: {"()": "catalogue.server.logs.JsonLine"},
    },
    "filters": {
        "sentence": {"()": "catalogue.server.logs.WithoutTrace"},
        "outage": {"()": "catalogue.server.outages.InOneLine"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["outage"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Visitors' mistakes (404) are no news; failures of ours (500) are.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"filters": ["sentence"]},
        "catalogue": {"level": "INFO"},
        "pypdf": {"level": "ERROR"},  # what it mends in somebody's file is no news
    },
}
