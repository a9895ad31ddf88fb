"""Runs a Django mail backend with stubs of Django and of the token endpoint. Opens two connections, and prints what was
requested and sent."""
import io
import json
import sys
import types
import urllib.request

sent, requests = [], []


class Connection:
    def ehlo_or_helo_if_needed(self):
        sent.append('EHLO')

    def auth(self, mechanism, answer):
        sent.append([mechanism, answer(), answer(b'{"status":"400"}')])


class EmailBackend:
    def __init__(self, username, fail_silently=False):
        self.username, self.password, self.connection = username, None, None
        self.fail_silently = fail_silently

    def open(self):
        assert not (self.username and self.password), 'Django would sign in with a password'
        self.connection = Connection()
        return True

    def close(self):
        self.connection = None


def urlopen(url, form, timeout):
    requests.append([url, form.decode()])
    return io.StringIO('{"access_token":"a-token","expires_in":3599}')


names = ['django', 'django.core', 'django.core.mail', 'django.core.mail.backends', 'django.core.mail.backends.smtp']
for name in names:
    sys.modules[name] = types.ModuleType(name)
    if '.' in name:
        parent, child = name.rsplit('.', 1)
        setattr(sys.modules[parent], child, sys.modules[name])
sys.modules['django.core.mail.backends.smtp'].EmailBackend = EmailBackend
sys.modules['django'].VERSION = (6, 1)
urllib.request.urlopen = urlopen

with open(sys.argv[1], encoding='utf-8') as file:
    text = file.read()
settings_text, backend_text = text.split('# ---- sealpost_mail.py ----\n')
settings, backend = {}, {}
exec(settings_text, settings)
exec(backend_text, backend)
mailer = settings['MAILERS']['default']
assert mailer['BACKEND'] == 'sealpost_mail.EmailBackend'
for _ in range(2):
    one = backend['EmailBackend'](mailer['OPTIONS']['username'])
    assert one.open() is True and one.open() is False
print(json.dumps({'requests': requests, 'sent': sent}))
