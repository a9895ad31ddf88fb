"""Runs files of Django settings for two versions of Django. Prints the password of each, or both if they differ."""
import base64
import sys
import types

folder, count = sys.argv[1], int(sys.argv[2])
django = sys.modules['django'] = types.ModuleType('django')
for i in range(count):
    with open(f'{folder}/{i}.py', encoding='utf-8') as file:
        code = compile(file.read(), file.name, 'exec')
    old, new = {}, {}
    django.VERSION = (5, 2, 0)
    exec(code, old)
    django.VERSION = (6, 1, 0)
    exec(code, new)
    assert 'MAILERS' not in old and 'EMAIL_HOST' not in new
    passwords = {old['EMAIL_HOST_PASSWORD'], new['MAILERS']['default']['OPTIONS']['password']}
    print(' '.join(base64.b64encode(password.encode()).decode() for password in passwords))
