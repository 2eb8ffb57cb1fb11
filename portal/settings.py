"""All settings. Every value that may differ between two instances comes from the environment (docs/settings.md)."""

from pathlib import Path

from django.utils.csp import CSP
from dotenv import load_dotenv

from portal.running import environment

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")

# What the environment says

DEBUG = environment.flag("DEBUG")
DEMO = environment.flag("DEMO")
PORT = environment.port("PORT", 8000)
DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / "var")
if DATA_DIR.is_relative_to(BASE_DIR / "static") or DATA_DIR.is_relative_to(BASE_DIR / "staticfiles"):
    raise environment.SettingError("DATA_DIR must not lie inside static/: everything in there is public.")
SECRET_KEY = environment.secret_key("SECRET_KEY", kept_in=DATA_DIR, make=DEMO)
SECRET_KEY_FALLBACKS = environment.former_keys("SECRET_KEY_FALLBACKS")
SITE_URL = environment.origin("SITE_URL", f"http://localhost:{PORT}")
# where „Pokaż na mapie” leads; the portal itself asks nobody for a map
MAP_URL = "https://www.openstreetmap.org/search?query={}"
SECURE = SITE_URL.startswith("https://")
PUBLIC_DEMO = environment.flag("PUBLIC_DEMO")
if DEMO and SECURE and not PUBLIC_DEMO:
    raise environment.SettingError(
        "DEMO with an https SITE_URL makes everybody an administrator: set PUBLIC_DEMO=1 if this is a public demo."
    )
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", [environment.host(SITE_URL), "localhost", "127.0.0.1", "[::1]"])
environment.not_yet("MAILBOX_URL")
environment.not_yet("MEDIA_STORAGE_URL")
DATABASES = {"default": environment.database("DATABASE_URL", DATA_DIR)}
MAILERS = {"default": environment.mailer("EMAIL_URL", DATA_DIR)}

# Those that may be entered with one click in demo mode, and only then (`manage.py demo` makes them)
DEMO_ACCOUNTS = [
    "admin@example.org",
    "redakcja@example.org",
    "koordynator@example.org",
    "anna@example.org",
    "bartek@example.org",
    "celina@example.org",
]

# What Django is made of

INSTALLED_APPS = [
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "signup.apps.UsersConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    # ours come last and in the order of the house: what they lay after a migration needs all permissions
    "portal",
    "signup",
    "roadmaps",
]

MIDDLEWARE = [
    "portal.serving.compression.CompressOnesOwn",
    "portal.serving.page_cache.keep_pages",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "portal.serving.middleware.admin_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.serving.middleware.refuse_large_bodies",
    "portal.serving.middleware.clean_text",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.serving.middleware.say_when_away",
    "portal.serving.form_tokens.AnswerOnce",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.editing.admin_gate.admin_gate",
    "portal.serving.middleware.know_the_site",
    "portal.serving.renamed.lead_on",
    "portal.serving.middleware.answer_readers",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["portal.serving.template_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.shown.context.site",
            ],
            "builtins": [f"portal.templatetags.{name}" for name in ("cached", "forms", "polish", "signs")],
        },
    },
]

AUTH_USER_MODEL = "signup.User"

# One language, one clock

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski")]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]  # words of the Wagtail admin, mended
FORMAT_MODULE_PATH = "portal.formats"  # dates as people here type them

# Files

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    # before the files of which they make theirs
    "portal.serving.stylesheet.StylesheetFinder",
    "portal.serving.made_files.ScriptFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends many
MAX_BODY_BYTES = 30 * 1024 * 1024  # beyond it the answer is 413, whatever the form

# Cache: in the database, since rate limits must hold for all processes together

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # what each process keeps for itself: until something public changes (serving/generations.py), and the sizes that
    # pictures have (Wagtail's; in a table each picture would cost a first visitor nine writes)
    **{
        name: {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": name,
            "OPTIONS": {"MAX_ENTRIES": 1000},
        }
        for name in ("local", "pages", "renditions")
    },
}

# Tasks: Wagtail's own jobs run at once; ours wait in the database for the worker

TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]},
}

# Mail

MAIL_FROM = environment.sender("EMAIL_URL", SITE_URL)
DEFAULT_FROM_EMAIL = f"Drogowskaz <{MAIL_FROM}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Safety

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
PREVIEW_CSP = SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
# Wagtail's editor still has inline scripts and styles, and frames its previews
ADMIN_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# an https address means a proxy before us, which sets these headers itself whatever the visitor sent (deploy/README.md)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
# behind https no other host of the domain can set a cookie of this name (RFC 6265bis, section 4.1.3.2)
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGES_COOKIE_NAME = f"{COOKIE_PREFIX}messages"
DEVICE_COOKIE_NAME = f"{COOKIE_PREFIX}urzadzenie"
MESSAGE_STORAGE = "portal.serving.messages.Messages"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "portal.serving.errors.bad_csrf"

# Signing in: a code by e-mail, nothing else; accounts are made when a declaration is accepted

AUTHENTICATION_BACKENDS = [
    "signup.backends.MembershipBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = []
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "signup.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds that the link of `manage.py administrator` is good for
# beside allauth's own limits for codes; counted in the cache, so for all processes together
ACCOUNT_RATE_LIMITS = {
    # what a mailbox gets is counted by its mail (signup/people/login_codes.py), so that nobody shuts its holder out
    "request_login_code": "20/1m/ip",
    "declare": "40/5m/ip,5/5m/key",
    # beside the first mail: as many as signup.models.declaration.incoming lets one address have
    "link_again": "40/5m/ip,2/1h/key,5/1d/key",
    "renew_link": "3/1h/key,6/1d/key",
    "invite": "60/1h/user,3/1d/key",
    "resend": "3/1d/key",
    "invited": "40/5m/ip,20/1h/key",
    "change_address": "5/1h/key",
    "report": "5/10m/ip",
    "report_receipt": "3/1h/key,6/1d/key",
}
DECLARATION_LEAST_SECONDS = 2  # a form sent sooner after it was opened asks to be sent again

# Wagtail

WAGTAIL_SITE_NAME = "Drogowskaz"
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "portal.editing.rich_text.RichTextArea"}}
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/logowanie/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # who checks texts is told; others would get each letter twice
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "portal.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.editing.pictures.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.Attachment"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.editing.attachments.AttachmentForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000  # beyond it a small file could fill the memory
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# who may read what is not for everybody follows from accounts; a shared password is nobody's and travels
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # every file is saved, none is opened as a page of ours
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "rtf", "txt", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
WAGTAILEMBEDS_FINDERS = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"class": "portal.serving.logs.Line", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "filters": {"without_keys": {"()": "portal.serving.logs.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING"},
        "django.tasks": {"level": "WARNING"},
        "psycopg.pool": {"level": "ERROR"},  # it warns of what ends in an exception anyway
        "portal": {"level": "INFO"},
        "signup": {"level": "INFO"},
        "roadmaps": {"level": "INFO"},
    },
}

SILENCED_SYSTEM_CHECKS = []
