# ---- settings.py ----
import django

_MAIL_BACKEND = 'sealpost_mail.EmailBackend'
_MAIL = {
    'host': {{host}},
    'port': {{port}},
    'username': {{user}},
    'use_tls': {{starttls}},
    'use_ssl': {{implicit_tls}},
}
{{settings}}
# ---- sealpost_mail.py ----
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from django.core.mail.backends import smtp

_TENANT = {{tenant}}
_FORM = {
    'grant_type': 'client_credentials',
    'client_id': {{application}},
    'client_secret': {{secret}},
    'scope': 'https://outlook.office365.com/.default',
}
_lock = threading.Lock()
_token, _until = None, 0.0


def _access_token():
    global _token, _until
    with _lock:
        if _token is None or time.monotonic() > _until:
            url = f'https://login.microsoftonline.com/{_TENANT}/oauth2/v2.0/token'
            form = urllib.parse.urlencode(_FORM).encode()
            try:
                with urllib.request.urlopen(url, form, timeout=20) as reply:
                    answer = json.load(reply)
            except urllib.error.HTTPError as error:
                raise OSError(error.read(2000).decode(errors='replace')) from None
            _token = answer['access_token']
            _until = time.monotonic() + int(answer['expires_in']) - 300
        return _token


class EmailBackend(smtp.EmailBackend):
    def open(self):
        if self.connection:
            return False
        self.password = ''
        try:
            token = _access_token()
            if not super().open():
                return None
            first = f'user={self.username}\x01auth=Bearer {token}\x01\x01'
            self.connection.ehlo_or_helo_if_needed()
            self.connection.auth('XOAUTH2', lambda challenge=None: first if challenge is None else '')
        except OSError:
            self.close()
            if not self.fail_silently:
                raise
            return None
        return True
