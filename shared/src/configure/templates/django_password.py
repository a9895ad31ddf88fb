import django

_MAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'
_MAIL = {
    'host': {{host}},
    'port': {{port}},
    'username': {{user}},
    'password': {{secret}},
    'use_tls': {{starttls}},
    'use_ssl': {{implicit_tls}},
}
{{settings}}
