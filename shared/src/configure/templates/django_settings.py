if django.VERSION >= (6, 1):
    MAILERS = {'default': {'BACKEND': _MAIL_BACKEND, 'OPTIONS': _MAIL}}
else:
    EMAIL_BACKEND = _MAIL_BACKEND
    EMAIL_HOST = _MAIL['host']
    EMAIL_PORT = _MAIL['port']
    EMAIL_HOST_USER = _MAIL['username']
    EMAIL_HOST_PASSWORD = _MAIL.get('password', '')
    EMAIL_USE_TLS = _MAIL['use_tls']
    EMAIL_USE_SSL = _MAIL['use_ssl']
DEFAULT_FROM_EMAIL = SERVER_EMAIL = {{from}}
