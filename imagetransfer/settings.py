"""All settings. What an installation may change comes from the environment, or from the file `.env`."""

import os
import tomllib
from pathlib import Path

import environ
from csp.constants import SELF
from pythonjsonlogger.core import RESERVED_ATTRS

from imagetransfer import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]

# --- Where and how the site runs -------------------------------------------------------------------------------
# "local" is one person's computer over plain HTTP; "production" stands behind HTTPS and must be told its names.
PRODUCTION = environment.choice("ENVIRONMENT", ("local", "production")) == "production"
DEBUG = environment.switch("DEBUG", False)

if PRODUCTION:
    SECRET_KEY = environment.required("SECRET_KEY", "a long random text that only this installation knows")
    ALLOWED_HOSTS = environment.required_names("ALLOWED_HOSTS", "the site's host names, separated by commas")
    environment.required(
        "EMAIL_URL", "a mail server such as smtp+tls://user:password@host:587, or dummymail:// for none"
    )
else:
    SECRET_KEY = environment.text("SECRET_KEY", "") or environment.secret_kept_in(BASE_DIR / ".secret-key")
    ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.names("CSRF_TRUSTED_ORIGINS", "")
# Reverse proxies whose word is taken for where a request comes from and whether over HTTPS; production has one.
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES", "127.0.0.1,::1" if PRODUCTION else "")

# --- Data ------------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database(f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
CACHES = {
    "default": environment.cache("cache"),  # what one client asked for, counted for all processes together
    "unread": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", str(BASE_DIR / "media")))
STORE = environment.store()  # where all files lie: in MEDIA_ROOT, or on a server that several machines share
_store_origin = STORE.get("OPTIONS", {}).get("public_url", "")
# The catalogue of styles reads this variable by itself, with or without Django.
os.environ.setdefault("STYLES_FOLDER", str(MEDIA_ROOT / "styles"))
# So does the scene parser.
environment.check_file("SCENE_PARSER")

_mail = environment.mail("filemail://")
MAILS_AS_FILES = _mail["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
EMAIL_BACKEND = "imagetransfer.outbox.eml_files.EmailBackend" if MAILS_AS_FILES else _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_TIMEOUT = 30
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "ImageTransfer <imagetransfer@localhost>")

# Mails are written where no request tells the site's address.
_here = f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else f"http://localhost:{environment.text('PORT', '8000')}"
SITE_URL = environment.text("SITE_URL", _here).rstrip("/")

# --- Limits ----------------------------------------------------------------------------------------------------
UPLOAD_MAX_BYTES = environment.whole_number("UPLOAD_MAX_BYTES", 20_000_000)
UPLOAD_MAX_PIXELS = environment.whole_number("UPLOAD_MAX_PIXELS", 50_000_000)
DECODERS = environment.whole_number("DECODERS", 2)  # pictures that are decoded at once
DECODER_SECONDS = environment.whole_number("DECODER_SECONDS", 15)  # of the processor, for one picture
DECODER_MEGABYTES = environment.whole_number("DECODER_MEGABYTES", 1500)
# Of the web process's threads a quarter at most waits for jobs (`Prefer: wait`) and a half for decoded pictures.
WEB_THREADS = environment.whole_number("WEB_THREADS", 24, lowest=4)
QUEUE_LIMIT = environment.whole_number("QUEUE_LIMIT", 30)  # jobs that may wait in one lane
CLIENT_QUEUE_LIMIT = environment.whole_number("CLIENT_QUEUE_LIMIT", 10)  # custom jobs of one client that may wait
CUSTOM_MAX_STEPS = environment.whole_number("CUSTOM_MAX_STEPS", 1000)
MAILS_PER_ADDRESS = environment.whole_number("MAILS_PER_ADDRESS", 20)  # jobs a day that one address gets mail about
MAILS_PER_CLIENT = environment.whole_number("MAILS_PER_CLIENT", 40)
MAIL_MAX_ATTACHMENT_BYTES = environment.whole_number("MAIL_MAX_ATTACHMENT_BYTES", 8_000_000)
RETENTION_DAYS = environment.whole_number("RETENTION_DAYS", 30)  # until uploads and results are deleted
OWN_STYLE_DAYS = environment.whole_number("OWN_STYLE_DAYS", 30)  # until a visitor's style that nobody uses is deleted
WEBHOOKS_PRIVATE = environment.switch("WEBHOOKS_PRIVATE", False)  # whether webhooks may call private addresses
FILE_UPLOAD_HANDLERS = ["imagetransfer.pictures.receive.LimitedUploadHandler"]

# --- The gallery -----------------------------------------------------------------------------------------------
GALLERY_APPROVAL = environment.switch("GALLERY_APPROVAL", False)  # whether moderators see new pictures first
GALLERY_MEDIA_ORIGIN = environment.origin("GALLERY_MEDIA_ORIGIN")  # a second name of this site, for pictures only
ACCOUNTS = environment.switch("ACCOUNTS", False)  # whether people may sign up; the gallery works without
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "gallery:login", "gallery:mine", "gallery:index"

# --- The site --------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "django_htmx",
    "django_q",
    "imagetransfer.limits",
    "imagetransfer.outbox",
    "imagetransfer.jobs",
    "imagetransfer.science",
    "imagetransfer.styles",
    "imagetransfer.gallery",
    "imagetransfer.api",
    "imagetransfer.operations",
    "imagetransfer.upkeep",
]
MIDDLEWARE = [
    "imagetransfer.operations.middleware.RequestIdMiddleware",
    "imagetransfer.proxies.TrustedProxiesMiddleware",
    "imagetransfer.operations.middleware.ProbesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "imagetransfer.browser_permissions.PermissionsPolicyMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "imagetransfer.compression.CompressTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "imagetransfer.gallery.middleware.MediaHostMiddleware",
    "imagetransfer.limits.middleware.FormLimitsMiddleware",
    "imagetransfer.error_pages.UserErrorMiddleware",
]
ROOT_URLCONF = "imagetransfer.urls"
WSGI_APPLICATION = "imagetransfer.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,  # for the admin; our own templates lie in the folder above and come first
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "imagetransfer.live.finder.PainterFinder",
]
MADE_ROOT = BASE_DIR / "site" / "made"  # what `collectstatic` makes before it collects it
STORAGES = {
    "default": STORE,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600  # who chose a language need not choose again
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Security --------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, *filter(None, [GALLERY_MEDIA_ORIGIN, _store_origin])],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION

# --- What one client may ask for, by the site's forms and the API together (limits/rates.py) --------------------
API_REQUESTS_PER_MINUTE = environment.whole_number("API_REQUESTS_PER_MINUTE", 600)
API_JOBS_PER_HOUR = environment.whole_number("API_JOBS_PER_HOUR", 200)  # uploads and jobs
API_TOKEN_JOBS_PER_HOUR = environment.whole_number("API_TOKEN_JOBS_PER_HOUR", 2000)

# --- The API ---------------------------------------------------------------------------------------------------
API_WAIT_SECONDS = environment.whole_number("API_WAIT_SECONDS", 30)  # the longest wait of `Prefer: wait=N`
API_UPLOAD_HOURS = environment.whole_number("API_UPLOAD_HOURS", 24)  # how long an upload without a job is kept
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "imagetransfer.api.description.Operation",
    "EXCEPTION_HANDLER": "imagetransfer.api.problems.problem_response",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ImageTransfer",
    "VERSION": "1",
    "DESCRIPTION": "Photos become paintings. The guide is at /api/.",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],  # choices stand with their fields: two algorithms have options of one name
}
# Web pages of other origins that may use the API; they authenticate by token, never by cookie.
CORS_ALLOWED_ORIGINS = environment.names("CORS_ALLOWED_ORIGINS", "")
CORS_URLS_REGEX = r"^/api/v1/"
CORS_ALLOW_HEADERS = ["authorization", "content-type", "idempotency-key", "job-secret", "prefer"]
CORS_EXPOSE_HEADERS = [
    "ETag", "Idempotency-Replayed", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"
]  # fmt: skip

# --- Watching over it ------------------------------------------------------------------------------------------
QUEUE_MAX_SECONDS = environment.whole_number("QUEUE_MAX_SECONDS", 3600)  # a job's wait that /readyz calls too long
DISK_RESERVE_MEGABYTES = environment.whole_number("DISK_RESERVE_MEGABYTES", 500)  # with less room it calls it full
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
METRICS_NETWORKS = environment.networks("METRICS_NETWORKS", "" if PRODUCTION else "127.0.0.1,::1")

# --- Log: everything to standard error, for whoever runs the processes ------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "imagetransfer.log_context.ContextFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s%(about)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s %(job_id)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "reserved_attrs": [*RESERVED_ATTRS, "about", "request"],  # in words a request shows its secrets
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": environment.choice("LOG_FORMAT", ("line", "json")),
            "filters": ["context"],
        }
    },
    "root": {"handlers": ["console"], "level": environment.choice("LOG_LEVEL", ("WARNING", "INFO", "ERROR", "DEBUG"))},
    # What the workers do is one line a job.
    "loggers": {name: {"level": "INFO"} for name in ("imagetransfer.jobs.tasks", "imagetransfer.jobs.management")},
}

# --- Workers ---------------------------------------------------------------------------------------------------
# Tasks wait in the database, not in a cluster's memory: one worker with one task ahead. `retry` must exceed
# `timeout`; a job whose worker died comes back sooner than that, by the sweeper (jobs/services.py).
Q_CLUSTER = {
    "name": "imagetransfer",
    "orm": "default",
    "broker_class": "imagetransfer.jobs.broker.RowLockBroker",
    "cache": "unread",  # django-q2 would write twice a second how its processes are, over a connection it never renews
    "workers": 1,
    "queue_limit": 1,
    "poll": 0.1,
    "save_limit": -1,
    "ack_failures": True,
    "max_attempts": 1,
    "scheduler": False,
    "timeout": 120,
    "retry": 180,
    "max_rss": environment.whole_number("WORKER_MAX_KILOBYTES", 4_000_000),
    "ALT_CLUSTERS": {
        "preview": {"timeout": 120, "retry": 180},
        "full_size": {"timeout": 3600, "retry": 3700},
        "regions": {"timeout": 300, "retry": 360},  # the first one may convert the parser
        "custom": {"timeout": 6 * 3600, "retry": 6 * 3600 + 100},
    },
}
