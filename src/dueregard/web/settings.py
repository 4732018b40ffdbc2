"""Django's settings, for each door: the workbench, the partners' door beside it, the public door.

The partners' door reads the same record by key; the public door cannot reach it.
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from dueregard.web import environment as env

ENV = env.read()
HERE = Path(__file__).parent
PUBLIC_DOOR = ENV.door == "public"
PARTNERS_DOOR = ENV.door == "partners"

SECRET_KEY = env.secret_key(ENV.home)
DEBUG = False
ALLOWED_HOSTS = ENV.host_names
CSRF_TRUSTED_ORIGINS = [each for each in ENV.origins.split(",") if each]
DEMO = ENV.demo
PUBLIC_ADDRESS = ENV.public_address
WATCH_LINKS = ENV.watch_links

_PUBLIC = env.database(ENV.public_database_url, default=ENV.home / "public.sqlite3")
if PUBLIC_DOOR:
    DATABASES = {"default": _PUBLIC}
    ROOT_URLCONF = "dueregard.web.urls_public"
    INSTALLED_APPS = [
        "dueregard.report.public_register",
        "dueregard.web",
        "django.contrib.staticfiles",
    ]
    _SESSION_MIDDLEWARE: list[str] = []
    _SESSION_CONTEXT = ["dueregard.web.context_public.public"]
else:
    DATABASES = {
        "default": env.database(ENV.database_url, default=ENV.home / "workbench.sqlite3"),
        "public": _PUBLIC,
    }
    DATABASE_ROUTERS = ["dueregard.web.two_databases.Router"]
    ROOT_URLCONF = "dueregard.web.urls_workbench"
    INSTALLED_APPS = [
        "dueregard.people",
        "dueregard.ledger",
        "dueregard.jobs",
        "dueregard.identify",
        "dueregard.prioritise",
        "dueregard.manage",
        "dueregard.report",
        "dueregard.report.public_register",
        "dueregard.web",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "django.contrib.humanize",
        "django.forms",
        "django_htmx",
        "django_tasks",
        "django_tasks_db",
        "allauth",
        "allauth.account",
        "allauth.mfa",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
    ]
    _SESSION_MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "dueregard.web.entrance.Entrance",
    ]
    _SESSION_CONTEXT = [
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "dueregard.web.context.workbench",
    ]
    if PARTNERS_DOOR:
        # Partners come by key: no session and no sign-in is behind their door.
        ROOT_URLCONF = "dueregard.web.urls_partners"
        INSTALLED_APPS = [each for each in INSTALLED_APPS if not each.startswith("allauth")]
        _SESSION_MIDDLEWARE = [
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "dueregard.web.partners_entrance.PartnersEntrance",
        ]
        _SESSION_CONTEXT = [
            "django.contrib.messages.context_processors.messages",
            "dueregard.web.context_partners.partners",
        ]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(["dueregard.web.api.door.Door"] if PARTNERS_DOOR else []),
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    *_SESSION_MIDDLEWARE,
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *_SESSION_CONTEXT,
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
WSGI_APPLICATION = "dueregard.web.wsgi.application"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Nobody knows a password in the demo: whoever is not signed in chooses whom to be.
LOGIN_URL = "demo" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "dueregard.web.accounts.NoSelfService"
ACCOUNT_USER_DISPLAY = "dueregard.web.accounts.display"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# An administrator vouches for every address. What the check guards against, somebody who signs
# up with the address of another, cannot happen where nobody signs up.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SINGLE_SIGN_ON = ENV.oidc_name if ENV.oidc_server else ""
GROUPS = env.groups(ENV)
SOCIALACCOUNT_ADAPTER = "dueregard.web.single_sign_on.FromGroups"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{
    "provider_id": "force", "name": ENV.oidc_name, "client_id": ENV.oidc_client_id,
    "secret": ENV.oidc_client_secret,
    "settings": {"server_url": ENV.oidc_server, "oauth_pkce_enabled": True},
}] if ENV.oidc_server else []}}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if PUBLIC_DOOR
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
if ENV.smtp_host:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = ENV.smtp_host, ENV.smtp_port, ENV.smtp_tls
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.smtp_user, ENV.smtp_password
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = ENV.home / "outbox"
DEFAULT_FROM_EMAIL = ENV.mail_from
# A mail server that does not answer must not hold up the work of the clock.
EMAIL_TIMEOUT = 20
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

SESSION_COOKIE_AGE = 60 * 60 * 8
# Eight hours from the last page, not from the first: the warning on a page counts from it.
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# The proxy of deploy/nginx.conf overwrites this header, and nothing else may reach the server.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "dueregard.web.pages.errors.form_too_old"
if PARTNERS_DOOR:
    CSRF_FAILURE_VIEW = "dueregard.web.partners_entrance.form_too_old"
    MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    CSRF_COOKIE_HTTPONLY = True
    # What is told after a form was sent goes by a cookie too.
    CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Strict"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONE] if PUBLIC_DOOR or PARTNERS_DOOR else [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
