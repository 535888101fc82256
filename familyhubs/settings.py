"""Settings, read from the environment. docs/production.md lists every variable.

Nothing imports this module but Django itself.
"""

from pathlib import Path

import environ
from django.utils.csp import CSP

from familyhubs.database.keys import keys_database_for
from familyhubs.database.roles import database_for
from familyhubs.keys.masters import parse_key, parse_masters
from familyhubs.mail.mailers import mailer_for
from familyhubs.timetable import timetable

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What kind of place this is ------------------------------------------------------------
DEMO = env.bool("FAMILYHUBS_DEMO", default=False)  # synthetic data, plain HTTP on loopback
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # certificates need the old
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "familyhubs.design",
    "familyhubs.keys",
    "familyhubs.audit",
    "familyhubs.files",
    "familyhubs.organisations",
    "households",
    "consent",
    "referrals",
    "retention",
    "reporting",
    "familyhubs.demo",
    "familyhubs.imports",
    "simple_history",
    "guardian",
    "axes",
    # Last, so that its grants are made when every other table is there.
    "familyhubs.database",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "familyhubs.records.middleware.no_null_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "familyhubs.organisations.middleware.SignInFirst",
    "familyhubs.organisations.middleware.session_ends",
    "familyhubs.organisations.middleware.unfinished_returns",
    "familyhubs.organisations.identity.one_transaction_one_identity",
    "familyhubs.organisations.middleware.DutyFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "familyhubs.audit.middleware.pages_only_read",
    "households.denials.denials_are_logged",
    "households.middleware.FollowMerges",
    "familyhubs.organisations.out_of_reach.KeysOutOfReach",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "familyhubs.urls"
WSGI_APPLICATION = "familyhubs.wsgi.application"

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
                "familyhubs.design.context.chrome",
                "familyhubs.organisations.unfinished.mark",
            ],
        },
    }
]
FORM_RENDERER = "familyhubs.design.renderer.Renderer"
DESIGN_NAVIGATION = "familyhubs.organisations.navigation.for_request"
DESIGN_HEADER_LINK = "referrals.inbox.link"
DESIGN_FOOTER = [
    ("Find support", "referrals:find-support"),
    ("Ask for help", "referrals:ask-for-help"),
    ("Privacy", "consent:privacy"),
    ("Check a receipt", "consent:check-receipt"),
    ("Lawful grounds", "consent:grounds"),
    ("How long we keep it", "retention:public-schedule"),
    ("Accessibility", "referrals:accessibility"),
    ("Components", "design:catalogue"),
]
SERVICE_NAME = "Family Hubs"
DETAILS_STALE_AFTER_MONTHS = 6  # a person's details are asked to be confirmed again (S18)
# What the higher floors keep of a household, for its history.
KEEPING = ("consent", "referrals", "retention")
HOUSEHOLD_RECORDS = [f"{floor}.histories.of_household" for floor in KEEPING]
# Sections of a household's printed summary that the floors above write.
HOUSEHOLD_PAPER = [
    "referrals.printing.services",
    "retention.paper_printing.files",
    "retention.printing.how_long",
]
# Lines of a household's overview that the floors above write.
HOUSEHOLD_OVERVIEW = ["retention.overview.kept"]
# The days on which something of a higher floor happened last: support closes on none before them.
LAST_OF_SUPPORT = ["referrals.actions.support.last_of_support"]
# Whom a family said no to: two records that would let them see more are not merged.
REFUSED_SHARING = ["consent.actions.refusals.refused"]
# What partners will see once they accept what was sent to them: a merge asks about that, too.
WAITS_TO_SEE = ["referrals.actions.opening.waiting_to_see"]
# What an involvement stands on, by its reason: an undone merge puts it back with that.
INVOLVEMENT_STANDS_ON = {
    "agreement": "consent.Agreement",
    "disclosure": "consent.Disclosure",
    "emergency": "consent.EmergencyAccess",
    "lead": "households.LeadAssignment",
    "referral": "referrals.Referral",
}
# What stands on an agreement follows it when a family takes it back, or a part of it.
FOLLOWS_AGREEMENT = ["referrals.actions.following.follow_agreement"]
# What stands on an agreement that ends goes on by a later one that covers it.
FOLLOWS_NEW_AGREEMENT = ["referrals.actions.following.go_on_by"]
# What was agreed, or sent, of both while two records were one is over once they are parted.
FOLLOWS_PARTING = [
    "consent.actions.parting.follow_parting",
    "referrals.actions.parting.follow_parting",
    "referrals.actions.told_since.follow_parting",
]
# What was told of a home is told no more once that is kept hidden.
FOLLOWS_HIDING = ["referrals.actions.carrying.hide_area"]
# What the start page lists: each floor's own part (familyhubs/organisations/waiting.py).
WAITING = [
    "consent.waiting.for_user",
    "consent.waiting_agreements.for_user",
    "households.waiting.for_user",
    "referrals.waiting.for_user",
    "referrals.waiting_requests.for_user",
    "retention.waiting.for_user",
    "retention.paper_waiting.for_user",
]
# What has to hold before a load balancer sends anybody here: each raises Refused with the reason.
READINESS = ["retention.restores.backup_check.require_replayed_lately"]
# What stands recorded of a category that a higher floor keeps, for the preview of an agreement.
SHARING_PREVIEW = {"services": "referrals.previewing.services"}

# --- The database: one login a role (docs/adr/0005) -----------------------------------------
DATABASES = {"default": database_for(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The keys: a database apart, and what wraps them (docs/adr/0009) --------------------------
KEYS_DATABASE = keys_database_for(env)
MASTER_KEYS = parse_masters(env.str("MASTER_KEYS", default=""))  # the first is the current one
ACCESS_LOG_KEYS = parse_masters(env.str("ACCESS_LOG_KEYS", default=""), "ACCESS_LOG_KEYS")
LOOKUP_KEY = parse_key("LOOKUP_KEY", env.str("LOOKUP_KEY", default=""))

# --- Attachments: sealed, in a folder that nothing serves -----------------------------------
FILES_FOLDER = env.str("FAMILYHUBS_FILES", default="")
FILE_UPLOAD_HANDLERS = ["familyhubs.files.uploads.BoundedUploads"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- The broker, and the sessions beside it -------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "UTC"  # a night with 23 or 25 hours neither skips nor doubles the sweep
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = timetable(sweep_asked_every=env.float("SWEEP_ASKED_EVERY", default=3600.0))
CACHE_BESIDE = CELERY_BROKER_URL.replace("redis+socket://", "unix://")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", default=CACHE_BESIDE),
        "KEY_PREFIX": "familyhubs",
    }
}

# --- Email, which the worker sends (docs/adr/0018) --------------------------------------------
NAMED = (ALLOWED_HOSTS or ["localhost"])[0].lstrip(".")
SITE_ADDRESS = (env.str("SITE_ADDRESS", default="") or f"https://{NAMED}").rstrip("/")
MAILERS = {"default": mailer_for(env, demo=DEMO)}
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="") or f"no-reply@{NAMED}"

# --- Who signs in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "households.backends.LiveGrantBackend",
]
LOGIN_URL = "organisations:sign-in"
LOGIN_REDIRECT_URL = "organisations:start"
LOGOUT_REDIRECT_URL = "organisations:sign-in"
HASHERS = ("Scrypt", "PBKDF2")
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{one}PasswordHasher" for one in HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 10
AXES_USERNAME_FORM_FIELD = "username"  # what `authenticate` is given; else nobody is told apart
# What was typed beside a wrong password is kept nowhere.
TYPED_BESIDE_IT = "username ip_address email next reference reason at_risk written_by"
AXES_SENSITIVE_PARAMETERS = TYPED_BESIDE_IT.split()
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "familyhubs.organisations.views.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# The session is in the cache, not the database, so that looking at a page writes no row.
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_AGE = 60 * 60  # ends an hour after the last page
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ENDS_AFTER_HOURS = 12  # and however busy, by the end of the working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A form whose session ended comes back after signing in again (docs/adr/0010).
UNFINISHED_KEPT_FOR = 60 * 60  # seconds
UNFINISHED_MAX_BYTES = 200_000
CSRF_FAILURE_VIEW = "familyhubs.organisations.views.page_too_old"

ANONYMOUS_USER_NAME = None  # guardian: nobody is not a user
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # its backend is there, as our subclass
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False

SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
SIMPLE_HISTORY_REVERT_DISABLED = True

# --- Safe by default ------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PLAIN_HTTP = DEMO or DEBUG or env.bool("FAMILYHUBS_PLAIN_HTTP", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not SECURE_PLAIN_HTTP
SECURE_HSTS_SECONDS = 0 if SECURE_PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not SECURE_PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^health$"]
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Words and dates ------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", BASE_DIR / ".assets")]
# The demo serves from the source folders; production from collected, hashed, compressed files.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEMO or DEBUG
FROM_SOURCES = "django.contrib.staticfiles.storage.StaticFilesStorage"
COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": FROM_SOURCES if DEMO or DEBUG else COLLECTED},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "familyhubs.audit.server_log.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"familyhubs": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
