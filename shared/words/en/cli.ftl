### What the command line says: help, output, questions, and errors.

## The whole program.

cli-about = Collect a client's email settings safely, test them, and set up the website
cli-config = Read settings from FILE instead of sealpost.toml in the current folder
cli-steps = A typical onboarding:
cli-steps-keygen = a technician creates a key
cli-steps-new = a manager creates a link
cli-steps-seal = the client fills in the web page behind the link, or runs this command
cli-steps-open = the technician opens the settings, tests them, and pastes them into the website
cli-steps-reseal = if the team changes, a technician re-encrypts the settings for the current technicians
cli-no-account = You can use check, audit, discover, spf, token, ways, exchange, judge, and receive without a server or an account.
cli-not-started = Sealpost couldn't start: { $error }.

## Headings and lines that several help pages have.

help-examples = Examples:
help-exit-status = Exit status:
help-json-heading = JSON output:
help-environment = Environment:
help-json = Print the result as JSON
help-password-stdin = Read the password from standard input instead of asking for it
help-code = Current code from your authenticator app, or a recovery code. Prompts if omitted.
help-id = Onboarding ID, as shown on the board
help-key = Your key file
help-key-made-by = Your key file, created by sealpost keygen, age-keygen, or an age plugin
help-website-address = Address the website will send from

## Asking the person at the terminal.

ask-yes-or-no = { $question } [y/N]
ask-password = Password:
ask-password-terminal = Can't ask for the password without a terminal.
ask-password-terminal-next = Pass the password on standard input: --password-stdin
ask-password-missing = There's no password on standard input.
ask-code = Code from your authenticator app:
ask-code-terminal = This account needs a code from your authenticator app, but there's no terminal to ask for it.
ask-code-terminal-next = Pass the current code: --code 123456
ask-owner-password-option =
    Read your account password from standard input instead of asking for it. You need it only to replace a key.
ask-owner-password = Your account password, to replace your key:
ask-passphrase-terminal = Can't ask for the passphrase without a terminal.
ask-passphrase-terminal-next = Run this in a terminal, or unlock the file first: age -d -o key.txt key.age
ask-new-passphrase = New passphrase for the key file:
ask-repeat-passphrase = Repeat passphrase:
ask-passphrase-short = The passphrase must have at least { $count } characters.
ask-passphrase-short-next = Four unrelated words make a good passphrase.
ask-passphrases-differ = The passphrases don't match. Nothing was written.
ask-stdin-unreadable = Couldn't read standard input: { $error }.
ask-stdin-long = The text on standard input is too long. The limit is { $count } KB.

## Files and options.

file-missing = The file { $file } doesn't exist.
file-exists = The file { $file } already exists.
file-exists-next = Choose another name.
file-is-folder = { $file } is a folder.
file-unreadable = Couldn't read { $file }: { $error }.
file-not-written = Couldn't write { $file }: { $error }.
output-not-written = Couldn't write the output: { $error }.
value-unusable = Can't use { $value }: { $reason }

## Talking to a server.

server-option = Server to use instead of the one you're signed in to
server-not-set = You haven't signed in to a server.
server-not-set-next = Sign in first: sealpost login https://post.example.com
server-signed-out = You aren't signed in to { $server }.
server-sign-in = Sign in: sealpost login { $server } --email YOU@EXAMPLE.COM
server-token = The session token contains a character that isn't allowed in an HTTP header.
server-token-next = Check SEALPOST_TOKEN, or sign in again: sealpost login
server-unreachable = Couldn't reach { $server }: { $error }.
server-unreachable-next = Check the address, and check that the server is running.
server-untrusted =
    This machine doesn't trust the server's certificate. If you issued it yourself, set SEALPOST_EXTRA_ROOTS to a PEM
    file with your root certificate.
server-unknown-answer = { $server } answered, but not the way this version of Sealpost expects.
server-unknown-answer-next = Check the address. The server and this program must have the same version.
server-address-wrong = This isn't a server address.
server-address-form = Use the form https://post.example.com, with nothing after the host name.
server-address-tls = The address must start with https://. Without TLS, anyone on the network could change the pages.
roots-unreadable = SEALPOST_EXTRA_ROOTS: Couldn't read { $file }: { $error }.
roots-not-pem = SEALPOST_EXTRA_ROOTS: { $file } isn't a PEM file.
roots-empty = SEALPOST_EXTRA_ROOTS: { $file } doesn't contain a certificate.
roots-next = Use a PEM file with the certificates to trust.

## What this machine remembers.

keep-no-key = Couldn't create a key: { $error }.
keep-damaged = The file { $file } is damaged.
keep-damaged-key-next =
    Delete the file. When you create your next link, Sealpost also creates a new key. Technicians will need to compare
    that key with you.
keep-damaged-next = Delete the file, then sign in again: sealpost login
keep-unusable = Can't use the file { $file }: { $error }.
keep-unusable-next = Check who owns the file and its folder.
keep-no-folder = Couldn't find a folder for your settings.
keep-no-folder-next = Set HOME or XDG_CONFIG_HOME.

## sealpost check.

check-about = Try an SMTP login the way a website would, without sending a message
check-more =
    You don't need a Sealpost server or an account. Sealpost connects to any mail server you name. The password is sent
    only over an encrypted connection. If the mail server rejects the password, Sealpost doesn't try it again.

    If you don't give a port, Sealpost tries the provider's ports at the same time and picks the best one that answers:
    465 with SSL/TLS, then 587 and 2525 with STARTTLS. If the port you give doesn't answer, Sealpost tries other ports
    the same way and tells you which ones work.

    If the mail server supports SCRAM-SHA-256, the password never leaves this machine. Otherwise, it's sent over TLS with
    PLAIN or LOGIN. The certificate must be valid for the server name you give. You can't turn that check off.
check-server = Mail server, with its port if you know it. To add a port to an IPv6 address, put the address in brackets.
check-security = How to encrypt the connection. With auto, Sealpost detects the method.
check-user = User name to sign in with, usually the full email address
check-as-typed = Keep the spaces in the password, even if this provider's passwords never have any
check-oauth-token = Treat the secret as an OAuth 2.0 access token and sign in with XOAUTH2
check-tenant = Directory (tenant) ID, or a domain of the organization: get an access token first, with the client secret in place of a password
check-from = Also check that the mail server lets you send from this address
check-example = Asks for the password, finds the port, and tries to sign in.
check-example-from = Also checks that the mailbox can send from info@example.com.
check-example-json = For use in a program: prints the full report, with the mail server's own replies.
check-example-discover = Finds the mail server if you know only the email address.
check-example-grant = Gets an access token with an app's client secret, and signs in with it.
check-example-certificate = Does the same with the app's certificate.
check-example-token = Tries an access token with XOAUTH2.
check-json-target = what was checked
check-json-verdict = ok, fail (the mail server said no), unreachable, or refused (Sealpost said no)
check-json-cause = a stable code, and who needs to act
check-json-neighbors = other ports that were tried: port, security, answers, failure
check-json-source = the public address of this machine, if known, and the time (Unix seconds)
check-json-capabilities = what the mail server listed in its EHLO reply after TLS
check-environment-dns = nameservers to use instead of the system's
check-environment-roots = PEM file with certificates to trust, in addition to the public ones
check-environment-color = turns colors off
check-exit-ok = the login works
check-exit-failed = the login doesn't work, or something is wrong with the mail server
check-exit-usage = usage error, or the mail server couldn't be reached (timeout, no DNS answer, no route)
check-security-wrong = Use auto, implicit-tls (port 465, also called SSL), or starttls (port 587).
check-server-is-address = This is an email address. To find its mail server, run: sealpost discover { $address }
check-password-unusable = Can't use this password: { $reason }
check-needs-consent = Only the plugin on the website can use this app, after someone has signed in there and agreed.
check-needs-consent-next = Enter the ID and the secret in the plugin, then send a test message from there.
check-slow = The mail server is slow to answer. Waiting up to { $seconds } seconds …
check-works = The login works from this machine.
check-sign-in-failed = The sign-in didn't work.

## A secret that was typed or pasted.

secret-spaces =
    { $count ->
        [one] Removed 1 space from the secret because secrets from { $provider } don't have any.
       *[other] Removed { $count } spaces from the secret because secrets from { $provider } don't have any.
    }
secret-quotes = Removed the quotes from the secret because secrets from { $provider } don't have any.
secret-spaces-and-quotes =
    { $count ->
        [one] Removed 1 space and the quotes from the secret because secrets from { $provider } don't have any.
       *[other] Removed { $count } spaces and the quotes from the secret because secrets from { $provider } don't have any.
    }
secret-keep = To keep the secret as you typed it, add --as-typed.

## sealpost audit.

audit-about = Check a domain's mail records (SPF, DKIM, DMARC, MX) and get the exact records to fix them
audit-more =
    You don't need a Sealpost server or an account. Almost all information comes from DNS. If the domain announces an
    MTA-STS policy, Sealpost downloads that policy from the domain's own web server.

    If a nameserver doesn't answer, the result is "unknown" rather than "missing", and Sealpost doesn't suggest a change.
    Sealpost tests each change before suggesting it. It never suggests a change that would break a limit, weaken a
    policy, or make no difference.
audit-verdicts = Verdicts:
audit-verdict-ok = as it should be
audit-verdict-better = works, but could be better
audit-verdict-wrong = causes mail to be rejected or sent to spam
audit-verdict-unknown = a nameserver didn't answer; the report names it
audit-verdict-look-up = DNS doesn't show this; check the provider's own page
audit-records-heading = Records assigned by the provider (such as Amazon SES or Microsoft 365):
audit-records-text =
    Copy them from the provider's page and pass them with --records. Sealpost reads lines, tables, CSV, and zone files
    with a name, type, and value for each record. It compares the records with DNS and shows them the way your DNS panel
    needs them.
audit-domain = Domain that the email comes from, such as shop.example
audit-provider = Email provider, by ID or name
audit-from = Address that the email comes from
audit-selector = DKIM selectors that you know are in use
audit-records = File with the records from the provider's page; - reads standard input
audit-every-server = Also ask each of the domain's nameservers directly, bypassing caches
audit-zone = Print only the changes, as zone file lines. Records to remove appear as comments.
audit-exit-ok = nothing is wrong
audit-exit-wrong = something is wrong or could be better
audit-exit-usage = usage error, or a nameserver didn't answer
audit-domain-next = Give a domain, such as shop.example.
audit-address-next = Give an address, such as info@shop.example.
audit-records-next = Give a text file with the records from the provider's page.
audit-records-none = Couldn't find any records in the text given with --records.
audit-provider-unknown = { $provider } isn't a known provider.
audit-provider-next = Known providers: { $providers }.
audit-selector-wrong = { $selector } isn't a valid DKIM selector.
audit-selector-next = The selector is the part before ._domainkey, such as google or selector1.

## sealpost discover.

discover-about = Find the email provider or mail server for an address
discover-more =
    You don't need a Sealpost server, an account, or a password. Sealpost reads the domain's DNS records (MX, SPF, SRV)
    and its autoconfig settings, and connects to the usual server names. It doesn't send a message or sign in. If the
    results disagree, or a spam filter hides who hosts the mailbox, you see all the possible answers.
discover-exit-ok = found one provider or mail server
discover-exit-none = found none, or more than one
discover-exit-usage = usage error, or DNS didn't answer
discovered-filter = Mail for { $domain } goes through { $filter } first, so DNS doesn't show who hosts the mailbox.
discovered-provider = { $address } uses { $provider }.
discovered-provider-at = { $address } uses { $provider }, at { $server }.
discovered-server = Mail from { $address } goes out through { $server }.
discovered-place = { $host }, port { $port }, { $security }
discovered-no-domain = The domain { $domain } doesn't exist. Check the spelling.
discovered-nothing =
    Couldn't find the email provider for { $address }. Look for the server name on an invoice, or in the settings of a
    mail app that uses this address.
discovered-several = { $address } could use any of these:
discovered-guess = This is a guess.
discovered-likely = This is likely, but not certain.
discovered-by-domain = The address is on one of the provider's own domains.
discovered-by-mx = Mail for { $domain } is delivered there (MX).
discovered-by-srv = { $domain }'s DNS records name this server (SRV).
discovered-by-autoconfig = { $domain } tells mail apps to use this server (autoconfig).
discovered-by-spf = { $domain } lists this provider as a sender (SPF).
discovered-by-greeting = A mail server answers at that name.
discovered-by-certificate = { $domain }'s mail server has a certificate for that name.
discovered-label-server = Server:
discovered-label-user = User name:
discovered-label-secret = Secret:
discovered-label-help = Help:
discovered-label-note = Note:
discovered-server-unknown = Not found. Check the website of your email provider or web host.
discovered-user-is-secret = Same as the secret
discovered-look-up-failed = Couldn't look up the provider: { $reason }
discovered-several-providers = The search found more than one possible provider.

## sealpost spf.

spf-about = Evaluate SPF the way a receiving mail server does (RFC 7208): can this IP address send for this domain?
spf-ip = IP address of the sending server
spf-from = MAIL FROM address; empty for a bounce
spf-helo = Name that the sending server gives in HELO or EHLO
spf-exit-pass = pass
spf-exit-other = any other result
spf-exit-temperror = temperror (a nameserver didn't answer), or usage error
spf-result = { $result } ({ $lookups } of 10 lookups, { $voids } of 2 void lookups)
spf-explanation = Explanation published by the domain: { $explanation }
spf-senders = Who can send for { $domain }:

## sealpost keygen, and key files.

keygen-about = Create a technician's key
keygen-more =
    You use the key file to open what clients send, in the browser, with sealpost open, or with the age program. It has the
    same format as a file from age-keygen, and it never leaves this machine. Keep a copy where you keep your other keys.
    Without the key file, no one can open what was encrypted to it.
keygen-output = Write the key to this new file instead of standard output
keygen-passphrase = Protect the key file with a passphrase, and ask for it. age and rage can open the file too.
keygen-register = Register the public key with the server, so that clients encrypt to it. You must be signed in.
keygen-example = Writes the key to key.txt, which only you can read.
keygen-example-passphrase = Does the same, but protects the file with a passphrase.
keygen-example-register = Also registers the key, so that clients encrypt to it from now on.
keygen-example-show = Shows the public key again.
keygen-exists = The file { $file } already exists, and it might be someone's only key.
keygen-exists-next = Choose another name, or move that file first.
keygen-not-written = Couldn't write the key to { $file }: { $error }.
keygen-public-key = Public key: { $key }
key-in-folder = Give the path of the key file inside it.
key-missing-next = Give your key file with -i. To create one: sealpost keygen -o key.txt --register
key-unreadable = Couldn't read the key file { $file }: { $error }.
key-large = This file is too large to be a key file.
key-passphrase = Passphrase for the key file { $file }:
key-plugin = This key needs the program { $program }, which isn't installed.
key-plugin-next = Install the age plugin that created this key file, and make sure that it's in your PATH.
key-confirm-two = { $question } (yes: { $yes }, no: { $no })
key-confirm-one = { $question } (yes: { $yes })

## sealpost register.

register-about = Register your key, so that clients can encrypt to it
register-more =
    The server encrypts a challenge to your public key, and this command opens the challenge with your key file. That
    proves that the key is yours, and the key file never leaves this machine. A key on a device works the same way,
    through its age plugin. Its public key must start with age1tag1, because browsers can't encrypt to any other kind.

    To replace a key, you need your password. If you use an authenticator app, you also need a code from it. Sealpost
    sends you and the administrators an email about the change.
register-recipient = Public key (age1… or age1tag1…), if the key file has several or doesn't show it
register-exit-ok = clients encrypt to this key from now on
register-exit-refused = the server didn't accept the key
register-exit-usage = unusable key, usage error, or server unreachable
register-no-public-key = The key file doesn't show the device's public key.
register-no-public-key-next = Pass it with --recipient. It must start with age1tag1.
register-several-keys = The key file contains more than one key.
register-several-keys-next = Choose the public key that clients should use: --recipient
register-unproven = Couldn't verify the key. { $reason }
register-done = From now on, clients encrypt their settings for { $name }, with the key { $fingerprint }.

## sealpost login and logout.

login-about = Sign in to a server, so that other commands can act for you
login-more =
    The session is saved in your settings folder, and only you can read it. If SEALPOST_TOKEN is set, commands use that
    token instead.

    If you give a one-time setup link instead of a server address, this command sets your name and password first.
login-url = Server address, or a one-time setup link
login-email = Your email address
login-name = Your name, as coworkers and clients will see it. Use it only with a setup link.
login-name-without-link = --name works only with a one-time setup link.
link-quotes = Put the whole link in quotes. Some shells cut off an unquoted link at the #.
login-no-token = The server didn't return a session token.
login-done = You're signed in to { $server } as { $name } ({ $email }).
login-vouching = This machine signs the links you create on it. Its key: { $fingerprint }
login-needs-app = You need an authenticator app before you can use your account. Add one: { $url }
login-choose-password = Choose a password:
login-repeat-password = Repeat password:
login-passwords-differ = The passwords don't match.
login-passwords-differ-next = Nothing was changed. Try again.
logout-about = Sign out, here and on the server
logout-not-signed-in = You weren't signed in.
logout-done = You're signed out of { $server }.
logout-here-only =
    You're signed out on this machine, but Sealpost couldn't reach { $server }. Your session there will expire on its
    own. Details:

## sealpost new.

new-about = Create an onboarding and print the link for the client
new-more =
    The link is created on this machine. The server never sees the part after the #. Anyone who has the link can use it, so
    send it only to the client. The link is the only text on standard output. Everything else goes to standard error.

    Only the technicians listed now will be able to read what the client sends. You see their names and the fingerprints
    of their keys, and you accept each one once. Sealpost remembers this on your machine. If the server later lists anyone
    new, Sealpost asks you again, unless you use --accept-recipient. If you're a technician too, -i syncs your list of
    accepted technicians between your machines and browsers.

    This machine vouches for the link with its own key. The first time, each technician checks that key's fingerprint with
    you.
new-client = The client's name, as the client will see it
new-site = Domain of the website
new-site-is-address = This is an email address. Give only the domain, such as bakery.example.
new-email = The client's email address, for reminders
new-days = How many days the link works
new-identity = Your key file, if you're a technician. It syncs your list of accepted technicians between your devices.
new-json =
    Print JSON: id, link, locator, expires_at (Unix seconds), recipients with fingerprints, and vouched_by (the fingerprint
    of this machine's key)
new-exit-ok = the onboarding was created
new-exit-refused = there are no technicians, or you haven't accepted them
new-exit-usage = usage error, or server unreachable
new-no-link = Couldn't create the link: { $error }.
new-done = Onboarding { $id } for { $client } ({ $site }). The link works until { $day }.
new-done-send = Send the link only to the client. The server can't show it again.
new-done-key = Technicians who don't know this machine's key yet will compare it with you: { $fingerprint }

## Accepting technicians.

accept-option =
    Accept a technician's key without asking. Give the key's fingerprint, such as "7k3m 9q2x 4n8t 1v6c", after you've
    compared it with the technician. Repeat the option for each new technician. Sealpost remembers accepted keys.
accept-question = Have you compared { $fingerprint } with { $technician }?
accept-stopped = Stopped. Nothing was created or changed.
accept-compare = Call each technician and ask for the fingerprint of their key. They can find it under "My key".
accept-none-yet = You haven't accepted these technicians yet.
accept-some-new = The list includes technicians you haven't accepted.
accept-next = Compare each new fingerprint with its owner, then add { $options }
accept-elsewhere = You accepted technicians on another device on { $day }. They're accepted here too.
accept-readers = These people will be able to read what the client sends:
accept-mark-pinned = the client's link was created for this key
accept-mark-new = NEW
accept-mark-new-key = NEW KEY
accept-mark-new-name = NEW NAME
accept-mark-before = previous
accept-mark-gone = REMOVED

## sealpost seal.

seal-about = Encrypt email settings for the technicians named in a link, and send them
seal-input =
    This does the same as the web page behind the link, for people who prefer a terminal or a script. Pass the settings
    on standard input, as one JSON object with these fields:
seal-field-address = address the website sends from (required)
seal-field-secret = app password, key, or password (required)
seal-field-provider = ID such as google-workspace; looked up from the address if missing
seal-field-host = mail server
seal-field-port = usually 465 or 587
seal-field-security = implicit-tls or starttls
seal-field-username = user name to sign in with
seal-field-secret-kind = app-password, mailbox-password, api-key, smtp-token, or smtp-password
seal-field-oauth-client = in place of secret: an app registration in Microsoft Entra
seal-field-oauth-certificate = the same with a certificate, which Microsoft prefers: one PEM text with the certificate and its private key
seal-field-secret-expires = day on which that app's client secret expires, such as 2027-05-30; Entra shows it beside the secret
seal-field-remind = true to remind the agency before that day, or before the certificate expires; the server then stores the day, and nothing else, outside the sealed file
seal-field-service-account = in place of secret: the whole key file of a Google service account, as a string
seal-field-plugin-client =
    in place of secret: an app for a plugin on the website, and the redirect address that the plugin shows. Add tenant if
    the plugin needs it.
seal-not-checked = Only the plugin on the website can use this app, so the sign-in wasn't tried.
seal-field-note = anything the technician should know, up to 1,000 characters
seal-more =
    You can leave out host, port, security, and username if Sealpost finds them for the provider or the domain.

    The secret is used exactly as you type it. Spaces are removed only if the provider's secrets never have any, such as
    Google app passwords. To keep them, use --as-typed. The settings are encrypted on this machine, and only the
    technicians named in the link can read them. If the server names anyone else, nothing is sent, and Sealpost warns the
    agency.

    Before sending, Sealpost tries the login from this machine, without sending a message. If the login fails, the settings
    aren't sent, unless you use --no-check.

    The link is a secret too. To keep it out of your shell history, set SEALPOST_LINK. Or use - and put the link on its own
    line before the JSON.
seal-link = Link, in quotes; - reads it from the first line of standard input
seal-no-check = Send the settings without trying the login first
seal-as-typed = Keep the spaces in the secret
seal-json = Print the receipt as JSON: submitted_at (Unix seconds), recipients, digest, collected_at
seal-exit-ok = the settings were sent
seal-exit-failed = login rejected, link no longer valid, or technicians don't match the link
seal-exit-usage = invalid settings, usage error, or server or provider unreachable
seal-already = The settings for this link were already sent on { $time }.
seal-already-next = To change them, ask the agency for a new link.
seal-link-start = The beginning of the link is missing.
seal-link-start-next = A link looks like https://post.example.com/o#…
seal-warned = Nothing was encrypted or sent. Sealpost warned the agency.
seal-not-warned = Nothing was encrypted or sent. Sealpost couldn't warn the agency, so please call them.
seal-provider-next = Remove the provider field, and add host, port, and username.
seal-unclear-next = Add the provider field, or add host, port, and username.
seal-no-password = { $provider } doesn't let websites sign in with a password.
seal-nothing-sent = Nothing was sent. To send the settings anyway, use --no-check.
seal-receipt-for = Encrypted for { $technicians }. No one else can read the settings.
seal-receipt-sent = Sent on { $time }.
seal-receipt-deleted =
    { $days ->
        [0] Deleted as soon as your website is set up.
        [one] Deleted no later than 1 day after your website is set up.
       *[other] Deleted no later than { $days } days after your website is set up.
    }
seal-receipt-digest = Digest, to compare over the phone: { $digest }
seal-receipt-wrong = The receipt doesn't match what you sent.
seal-receipt-wrong-next = Please call the agency.

## The JSON that seal reads.

details-missing = Standard input is empty.
details-example = Expected JSON, such as { $example }
details-field-unknown = { $field } isn't a known field.
details-field-unknown-next = Known fields: { $fields }.
details-not-object = The settings aren't a JSON object.
details-not-json = The settings aren't valid JSON. The error is at line { $line }, column { $column }.
details-not-text = Put the value in quotes.
details-not-flag = Use true or false, without quotes.
details-twice = This field appears twice.
details-two-secrets = Give either a password or the values of one app, not both.
details-client-id = That isn't a client ID. Copy it from the app's page.
details-redirect = Enter the whole address that the plugin shows, starting with https://.
details-account-not-json = That isn't a key file. Put the whole content of Google's JSON file here, as one string.
details-account-other = That is the key file of something else. Create a key for a service account.
details-account-incomplete = A part of the key file is missing. Put its whole content here, or create a new key.
details-expires-app = This works only with the client secret of an app registration in Microsoft Entra. Leave it out.
details-expires-day = That isn't a date. Write it like 2027-05-30.
details-expires-past = This client secret or certificate has already expired. Create a new one in Microsoft Entra.
details-expires-far = That date is more than 5 years away. Check the year, or leave this out.
details-required = This field is required.
details-required-next = To see the fields, and which ones a provider fills in, run: sealpost seal --help
details-security = Use implicit-tls or starttls.
details-secret-kind = Use app-password, mailbox-password, api-key, smtp-token, or smtp-password.
details-two-ports = This field has port { $first }, but the port field has { $second }.
details-two-ports-next = Remove one of them.
details-note-long = Use at most { $count } characters.

## sealpost open.

open-about = Open what a client sent, or any age file
open-more =
    Sealpost downloads the client's settings, opens them on this machine with your key file, and marks them as opened. A
    sealed copy of the link is stored with the settings and shows whether the client sent them. If not, Sealpost says so
    and doesn't show or use them.

    The manager who created the link vouches for it. The first time you open something from a manager, Sealpost shows you
    their key so that you can compare it with them. To accept a key without being asked, use --accept-manager.

    The secret is printed only in a terminal, or if you use --show, --as, or --json.

    If you use -o without a key, nothing is opened. Sealpost saves the encrypted file, and you can open it later with
    sealpost open FILE.

    If you give a FILE, Sealpost opens that age file on this machine with your key, or asks for its passphrase. The file can
    be binary or armored, and of any size. Its content goes to standard output, or to a new file with -o. That file appears
    only after all of the content has been verified. age can't tell who encrypted a file, so use the ID for anything a
    client sent.
open-id = Onboarding ID, as shown on the board and by sealpost new; or an age file (- reads standard input)
open-identity =
    Your key file, created by sealpost keygen, age-keygen, or an age plugin. Prompts for a passphrase if the file has one.
open-output =
    Save to this new file. With an ID: the encrypted file, armored. With a FILE: its content (- writes to standard output).
open-as = Print settings ready to paste for what the website runs on, and nothing else
open-reader = Program that will read the .env file, so that the format matches
open-show = Print the secret even if standard output isn't a terminal
open-json = Print everything as JSON, including the secret
open-check = Try the login from this machine, stage by stage. No message is sent.
open-send-test = Use the client's settings to send a test message to this address through the client's provider
open-configured-option = Mark the website as configured, if all other steps succeed
open-saved-elsewhere =
    Mark the website as configured, and delete the encrypted file from the server because you saved the settings
    elsewhere
open-example = Shows what the client sent.
open-example-as = Prints settings for wp-config.php, and nothing else.
open-example-save = Saves the encrypted file.
open-example-file = Opens any age file.
open-example-stdin = Opens an age file from standard input.
open-exit-ok = everything worked
open-exit-failed = nothing sent yet, settings not from the client, login rejected, or file damaged
open-exit-usage = wrong key, usage error, or server unreachable
open-needs-key = You need a key to open this.
open-needs-key-next = Give your key file with -i.
open-configured = { $site } is marked as configured.
open-delete-on = The encrypted file will be deleted on { $time }.
open-deleted = The encrypted file was deleted.
open-reader-only-env = --reader works only with --as env.
open-test-accepted = { $host } accepted the test message to { $address }: { $reply }
open-test-failed = Couldn't send the test message through { $host }: { $reason }.
open-test-failed-next = To see where it fails, run: sealpost check
open-saved = Saved the encrypted file as { $file }. To open it: age -d -i key.txt { $file }
open-saved-origin = age can't tell who sent the file. To check that the client did: sealpost open { $id } -i key.txt
open-secret-hidden = (use --show to print it)
open-expired = { $day } (expired)
open-made-at = { $time }, according to the client's clock
open-resealed = by { $name }, { $time }
open-receipt = { $receipt }, as shown on the client's page
open-not-armored = Couldn't write the encrypted file as text: { $error }.
open-stdin = standard input
open-passphrase = Passphrase for { $file }:
open-option-for-id = { $option } works only with an onboarding ID, but { $file } is a file.
open-option-for-id-next = Give the onboarding ID from the board, or leave out the option.
open-in-folder = Give the path of a file inside it.
open-missing-next = If you meant an onboarding, its ID has 10 letters and digits, such as 7k3m9q2xwd. The board shows it.
open-exists = The file { $file } already exists. It wasn't changed.
open-exists-next = Choose another name with -o, or move that file first.
open-not-text = { $file } doesn't contain plain text, so it isn't shown on the screen.
open-not-text-next = Save the content with -o FILE, or print it anyway with -o -

## Whether something is authentic.

origin-elsewhere =
    Not authentic: these settings weren't encrypted with the client's link. Someone else put them on the server.
origin-elsewhere-next =
    Don't use these settings. Call the client and compare the digest on the receipt. Tell your administrator.
origin-other-readers =
    The server names different technicians than the ones these settings were encrypted for, so someone else may be able to
    read them.
origin-other-readers-next =
    Don't use these settings. Tell your administrator, and ask the client for a new app password.
origin-other-link =
    Not authentic: this submission came through a link that wasn't created for { $site }. The server may be showing another
    client's settings, or someone may have changed them.
origin-other-link-next = Don't use these settings. Tell your administrator.
id-wrong = This isn't an onboarding ID.
id-wrong-next = An ID has only letters and digits, such as 7k3m9q2xwd. The board shows it.

## Whether a manager vouches for a link.

trust-manager-option =
    Accept this key as the key of the manager who created the link, without asking. Give its fingerprint, such as "7k3m
    9q2x 4n8t 1v6c", after you've compared it with the manager. Sealpost remembers it.
trust-unvouched-option =
    Continue even if no manager vouches for the link. Use this only after the client has confirmed that the settings are
    theirs.
trust-new = { $manager } created the link for these settings. This machine doesn't know their key yet:
trust-another =
    These settings came through a link that names { $manager }, but its key isn't one you've compared with them:
trust-none =
    No manager vouches for the link that these settings came through. Either the link is old, or the server made it up.
trust-mark-this = this key
trust-mark-compared = compared
trust-receipt = If the client sent these settings, their receipt has the number { $receipt }.
trust-resealed = These settings were re-encrypted, so there's no receipt number to compare with the client.
trust-other-key = This isn't the key you gave with --accept-manager.
trust-not-compared = Nothing was shown because no one has compared the manager's key.
trust-not-vouched = Nothing was shown because no manager vouches for the link.
trust-compare-next =
    Ask the manager for the fingerprint of their key. Their account page shows the browser's key, and sealpost login shows
    the machine's key. Then use --accept-manager.
trust-client-next =
    Compare the number with the client, then use --accept-unvouched. Or ask the manager for a new link.
trust-manager-next = Ask the manager for a new link.
trust-question-either = Did { $manager } read this key to you, or did the client read this number to you?
trust-question-manager = Did { $manager } read this key to you?
trust-question-client = Did the client read this number to you?

## sealpost reseal.

reseal-about = Re-encrypt a client's settings for the current technicians, without the client's help
reseal-more =
    Sealpost opens the settings on this machine with your key file, checks that they're authentic, and encrypts them for
    the current technicians. The new copy replaces the old one. The settings aren't shown and aren't marked as opened. The
    new copy records that you re-encrypted it. Sealpost shows you the technicians and their fingerprints, as for a new link.

    Anyone who could read the old copy may have kept it. To lock them out, ask the client to create a new app password and
    delete the old one.
reseal-exit-ok = the settings are encrypted for the current technicians
reseal-exit-refused =
    nothing submitted yet, submission not authentic, submission changed in the meantime, or technicians not accepted
reseal-already = These settings are already encrypted for the current technicians.
reseal-done = The settings for { $site } are now encrypted for { $technicians }.
reseal-former =
    Until now, { $technicians } could open them and may have kept a copy. To be safe, ask the client to create a new app
    password and delete the old one.

## sealpost pages.

pages-about = Check that a server delivers the same pages as this program
pages-more =
    Without an address, this prints the SHA-256 of each file, like sha256sum. With an address, it downloads every page and
    every program from that server, without an account, and lists the ones that differ. The server adds the agency's name,
    logo, contact and color to the pages for clients. This command adds the same to its own copies, so anything else counts
    as a difference.

    You don't have to trust this program: anyone can build the pages of a release from source and get the same bytes (cargo
    xtask reproduce). This command can't detect whether a server sends something different to a single visitor.
pages-server = Server to check
pages-exit-same = all pages are the same
pages-exit-different = at least one page is different or missing
pages-exit-usage = usage error, or server unreachable
pages-not-built = This program was built without the pages.
pages-not-built-next = Build them: cargo xtask pages
pages-different = { $address } is different
pages-missing = { $address } is missing
pages-all-same = All { $count } addresses match this program (manifest { $digest }).
pages-agency = Clients' pages show the name { $agency }. The server chooses the name, the logo, the contact and the color.
pages-contact = They also show this contact: { $contact }. Make sure that it's yours.
pages-sandbox = They say that they're a sandbox, in which nothing is real.
pages-not-same = { $count } of { $total } addresses don't match this program.
pages-not-same-next =
    Check that the server has the same version. If it does, ask the person who runs the server, and don't sign in until
    you know why.

## Settings: each sentence follows the name of a setting.

settings-next = The README lists all settings, with examples.
settings-file-next = Settings come from sealpost.toml or the environment.
settings-unknown = { $name } isn't a Sealpost setting. Check the spelling, or remove it.
settings-file-unreadable = Couldn't read the file: { $error }.
settings-file-not-toml = This isn't valid TOML: { $error }
settings-file-value = { $name } must be text, a whole number, or a list of these.
settings-public-url-needed =
    This setting is required because SEALPOST_LISTEN isn't a loopback address. Use a form such as
    https://post.example.com.
settings-mail-from-needed =
    This setting is required because SEALPOST_SMTP_URL is set. It's the address that Sealpost sends email from.
settings-smtp-url-needed =
    This setting is required because SEALPOST_MAIL_FROM is set. It's the mail server that Sealpost sends email through.
settings-smtp-url-form = Use a form such as smtps://user:password@smtp.example.com.
settings-smtp-url-password =
    Sealpost doesn't send a password without TLS. Start the address with smtps://, or end it with ?tls=required.
settings-smtp-url-tls =
    Only a server on this machine can be used without TLS. Start the address with smtps://, or end it with ?tls=required.
settings-roots = { $file }: { $error }. Use a PEM file with the certificates to trust.
settings-socket = Use an IP address and a port, such as 127.0.0.1:8080.
settings-sockets = Use IP addresses, such as 9.9.9.9:53, separated by commas.
settings-networks = Use networks, such as 10.0.0.0/8, separated by commas.
settings-ports = Use ports from 1 to 65535, separated by commas.
settings-offered = Use offered or never.
settings-path = The path is empty.
settings-address = Use an email address, such as post@example.com.
settings-inbound = Use a host name, such as mx.example.com, or one with an IP address and a port: mx.example.com@0.0.0.0:25
settings-log = Use a level (error, warn, info, debug) or a list such as info,web=debug.
settings-second-factor = Use required or optional.
settings-days = Use a number of days from { $least } to 3650.
settings-name = Use a name of 1 to 80 characters, on one line.

## sealpost serve.

serve-about = Run the server
serve-demo =
    Run a sandbox instead. The agency, client, email provider, and DNS are made up and exist only on this machine. When
    the sandbox starts, it prints what you can try.
serve-running = Sealpost is running at { $url }
serve-first-link =
    There are no accounts yet. To create the first administrator's account, open this link within 24 hours. The link works
    once.
serve-first-link-in-file =
    There are no accounts yet. To create the first administrator's account, open the link in { $file } within 24 hours. The
    link works once. Only the user who runs the server can read the file.
serve-failed = The server couldn't start: { $error }
serve-data-folder = Couldn't create the data folder { $folder }: { $error }.
serve-data-folder-next = To use another folder, set SEALPOST_DATA.
serve-factor-key-damaged = The key file { $file } is damaged.
serve-factor-key-not-created = Couldn't create the key file { $file }: { $error }.
serve-factor-key-unreadable = Couldn't read the key file { $file }: { $error }.
serve-factor-key-next =
    This key belongs to the database. Without the right key, people can sign in only with their recovery codes.
serve-factor-key-other = The key file { $file } isn't the one that this database was set up with.
serve-factor-key-other-next = Copy factors.key from the data folder of another server, or from your backup.
serve-key-not-announced = couldn't publish this server's key for sign-in tests
serve-not-listening = Couldn't listen on { $address }: { $error }.
serve-not-listening-next = Set SEALPOST_LISTEN to a different address or port.
serve-inbound-next =
    Set SEALPOST_INBOUND to a different address or port, such as mx.example.com@0.0.0.0:2525. If another mail server uses
    the port, stop it.
serve-smtp-url = SEALPOST_SMTP_URL: { $error }.
serve-unfinished = stopped before all work was finished
serve-not-deleted = couldn't delete expired data
serve-not-watched = couldn't check the DNS records of configured websites
serve-stopping = stopping

## The server's memory.

memory-core-files = Couldn't turn core dumps off: { $error }
memory-core-files-next = Turn core dumps off in the service that starts the server. For systemd, use LimitCORE=0.
memory-not-locked-limit = Memory could be written to swap because this user isn't allowed to lock it
memory-not-locked = Memory could be written to swap because it couldn't be locked: { $error }
memory-not-locked-next =
    Allow the server to lock memory (systemd: LimitMEMLOCK=infinity, container: --ulimit memlock=-1), or turn swap off.
memory-other-system = On this system, Sealpost can't keep its memory out of core dumps and swap
memory-other-system-next = Sealpost can do this only on Linux.

## sealpost serve --demo.

demo-loopback-only = The sandbox works only on this machine because its password is public (it's in the source code).
demo-loopback-only-next = Remove SEALPOST_LISTEN, or set it to a loopback address.
demo-intro =
    This is the Sealpost sandbox. Everything in it is made up and exists only on this machine. When you stop it with
    Ctrl+C, everything is deleted.
demo-client = As the client, { $client }, open this link, in a phone-sized window if you like:
demo-client-address = Your address is { $address }. Sealpost can tell from the address who your provider is.
demo-client-password = The app password that works is   { $password }
demo-client-wrong = Every other password is rejected. Try a wrong one first, to see what the client sees.
demo-report = The DNS report at the end finds that { $site } doesn't allow this provider to send email.
demo-report-fix = Open the DNS host's panel, let it apply the suggested change, and then check again:
demo-agency = As the agency, sign in as   { $email }   with the password   { $password }
demo-agency-board = On the board, you can see where the client is:
demo-technician = As the technician, open the onboarding there with this key file:
demo-technician-key = When Sealpost asks if the key that vouches for the link is Sam's, compare it with   { $key }
demo-technician-terminal = Or use the command line, in another terminal:

## sealpost doctor.

doctor-about = Check whether this machine is ready to run the server
doctor-more =
    This checks the settings, data folder, database, memory, clock, nameservers, outgoing email, pages, and the address to
    listen on. It prints one line for each check, and what to do if something is wrong. It doesn't change anything, and you
    can run it while the server is running.
doctor-exit-ok = no problems found
doctor-exit-failed = at least one problem found
doctor-ok = ok
doctor-warning = warn
doctor-failed = FAIL
doctor-label-settings = settings
doctor-label-folder = data folder
doctor-label-database = database
doctor-label-memory = memory
doctor-label-clock = clock
doctor-label-dns = DNS
doctor-label-mail = outgoing email
doctor-label-inbound = incoming email
doctor-label-check = sign-in test
doctor-label-pages = pages
doctor-label-address = address
doctor-fix-first = Fix this first. Other checks depend on it.
doctor-settings = Loaded
doctor-check-offered = In the client's browser, or on this server if the browser can't and the client agrees
doctor-check-never = Only in the client's browser (SEALPOST_SERVER_CHECK=never)
doctor-folder = { $folder } is writable
doctor-created-later = { $path } will be created when the server first starts
doctor-folder-unwritable = Couldn't write to { $folder }: { $error }
doctor-folder-unwritable-next =
    Make the user who runs the server the owner of this folder, or set SEALPOST_DATA to another folder.
doctor-database = { $file } is intact and up to date
doctor-database-exposed = Every user of this machine can read { $file }
doctor-database-exposed-next =
    The database contains names, hashes, and encrypted files. Run chmod o-rwx on that file and on the files next to it.
doctor-database-behind =
    { $count ->
        [one] { $file } is 1 migration behind this version
       *[other] { $file } is { $count } migrations behind this version
    }
doctor-database-behind-next = The server will migrate the database at its next start. Back it up first.
doctor-database-newer = { $file } comes from a newer version of Sealpost
doctor-database-newer-next = Use that version, or a newer one. This version would damage the database.
doctor-database-damaged = { $file } is damaged: { $finding }
doctor-database-damaged-next = Stop the server, keep a copy of the file, and restore the last backup.
doctor-database-unopened = Couldn't open { $file }: { $error }
doctor-database-unopened-next =
    Check that this is a Sealpost database, and that the user who runs the server can read it.
doctor-postgres = { $address } (PostgreSQL { $version }) is up to date
doctor-postgres-empty = { $address } answers, and the server will create the tables at its first start
doctor-postgres-clear = The connection to { $address } isn't encrypted
doctor-postgres-clear-next = Remove sslmode=disable from SEALPOST_DATABASE_URL, and turn on TLS in PostgreSQL.
doctor-memory = Kept out of core dumps and swap
doctor-memory-no-swap = Kept out of core dumps, and this machine has no swap
doctor-clock = The time is { $time }
doctor-clock-past = The clock shows { $time }, which is in the past
doctor-clock-past-next = Set the clock, for example with NTP. Certificates and expiry dates depend on it.
doctor-dns = Working: { $servers }
doctor-dns-next = Set SEALPOST_DNS to nameservers that this machine can reach, such as 9.9.9.9:53.
doctor-mail-none = Not set up. Sealpost can't send email, but everything else works
doctor-mail = { $host } accepts our sign-in
doctor-mail-failed = { $host }: { $why }
doctor-mail-roots = couldn't read the extra root certificates: { $why }
doctor-mail-message = couldn't write the message: { $why }
doctor-mail-silent = the server doesn't answer like a mail server
doctor-mail-next = Check SEALPOST_SMTP_URL. To see where it fails, run: sealpost check { $host }
doctor-inbound = Websites' test messages arrive at { $host }, on { $listen }
doctor-inbound-unreachable = { $host } has no MX or address record, so websites' test messages can't arrive
doctor-inbound-target = { $host } has an MX record, but { $target } has no address record
doctor-inbound-dns-next = Publish an MX record for the host, and an A or AAAA record for the name in it.
doctor-inbound-none = Not set up. To prove that a website's email arrives, paste a message, or set SEALPOST_INBOUND
doctor-pages = Built (manifest { $digest })
doctor-pages-missing = Not built, so browsers would show nothing
doctor-address-ours = Sealpost is already running at { $address }, for { $agency }
doctor-address-free = { $address } is free
doctor-address-taken = Another program is using { $address }
doctor-address-taken-next = Stop that program, or set SEALPOST_LISTEN to another port.

## The database: backup, restore, and purge.

database-missing = The database { $file } doesn't exist.
database-missing-next = To use another database, set SEALPOST_DATA or SEALPOST_DATABASE_URL.
database-missing-start = The server creates the database when it starts. To use another one, set SEALPOST_DATA or SEALPOST_DATABASE_URL.
database-unopened = Couldn't open the database { $file }: { $error }.
database-unopened-next = Run this as the user who runs the server.
database-failed = Couldn't read or write the database: { $error }
postgres-unreachable = Couldn't reach the PostgreSQL server { $server }: { $error }.
postgres-no-answer = no answer in 10 seconds
postgres-unreachable-next = Check that PostgreSQL is running and accepts connections from this machine.
postgres-rejected = PostgreSQL rejected the sign-in for user { $user }.
postgres-rejected-next = Check the user name and password in SEALPOST_DATABASE_URL.
postgres-no-database = The PostgreSQL server doesn't have a database named { $database }.
postgres-no-database-next = Create it on the server: createdb { $database }
postgres-no-rights = The PostgreSQL user { $user } isn't allowed to create tables in the database.
postgres-no-rights-next = Make { $user } the owner of the database.
postgres-newer = The PostgreSQL database comes from a newer version of Sealpost.
postgres-failed = Couldn't open the PostgreSQL database: { $error }.
postgres-failed-next = Check SEALPOST_DATABASE_URL and the PostgreSQL log.
backup-postgres =
    The database { $database } is on a PostgreSQL server. Use PostgreSQL's own command instead: { $command }.
backup-postgres-next = For the backup and restore commands, and what else to keep, see docs/postgresql.md.
migrate-about = Copy everything into an empty database
migrate-more =
    Stop the server first. Sealpost copies a snapshot of the old database, so nothing changes halfway through. Before the
    copy takes effect, Sealpost compares the number of rows and the SHA-256 of each table in both databases. The old
    database isn't changed.

    Afterward, set SEALPOST_DATABASE_URL to the new database. Start the server with the same data folder. That folder has
    factors.key, the key for authenticator apps.

    If you put a password in a database address, other users of this machine can see it while the command runs. To avoid
    that, put the password in PGPASSWORD or ~/.pgpass instead.
migrate-from = Database to copy from, as sqlite:PATH or a postgres:// address
migrate-to = Empty database to copy to
migrate-exit-ok = everything was copied and verified
migrate-exit-failed = the two databases differ, and nothing was kept
migrate-exit-usage = the new database isn't empty, a database is in use, or one couldn't be read or written
migrate-done = Everything was copied to { $database }, and both databases match.
migrate-done-next = Set SEALPOST_DATABASE_URL to the new database, and keep factors.key in the data folder.
migrate-in-use = A server or another command is using the database { $database }.
migrate-not-empty = The database { $database } isn't empty. The table { $table } has rows.
migrate-not-empty-next = Copy into a new database.
migrate-differs = Nothing was kept because the table { $table } differs between the two databases.
migrate-differs-next = The old database wasn't changed. Please report this as a bug.
migrate-failed = Nothing was copied: { $error }.
migrate-failed-next = The old database wasn't changed.
backup-about = Save the whole database to one file
backup-more =
    You can run this while the server is running. The copy is complete and consistent. Copying sealpost.db by hand isn't
    enough, because the latest changes are in another file. Only the owner can read the new file. Existing files are never
    overwritten.

    The backup doesn't contain factors.key, the key for authenticator apps. Keep a copy of that file somewhere else. Without
    it, people can sign in only with their recovery codes.

    For a database on a PostgreSQL server, use pg_dump instead.

    A backup still contains data that the server deletes later. Keep backups only for as many days as you keep encrypted
    files.
backup-file = New file for the backup
backup-exit-ok = the backup was written and checked
backup-exit-failed = usage error, backup not written, or a file with that name exists
backup-not-created = Couldn't create the file { $file }: { $error }.
backup-not-created-next = Choose another name. Existing files are never overwritten.
backup-incomplete = the copy is incomplete ({ $condition })
backup-failed = Couldn't save the database: { $error }.
backup-done = Saved { $file } ({ $size } kB). The backup is complete.
restore-about = Replace the database with a backup
restore-more =
    Sealpost first checks that the backup is complete and comes from this version or an older one. You can't restore while
    a server is using the database. If there's already a database, you need --replace, and the old database is kept under
    another name. Encrypted files that were deleted after the backup was made are deleted from the restored database too.

    For a database on a PostgreSQL server, use pg_restore instead.
restore-file = The backup
restore-replace = Replace the existing database
restore-exit-ok = the backup was restored
restore-exit-failed = the backup is damaged, or from a newer version
restore-exit-usage = a server is running, a database exists, or a file couldn't be read or written
restore-newer = The backup { $file } comes from a newer version of Sealpost.
restore-newer-next = Use that version, or a newer one.
restore-damaged = The backup { $file } is damaged: { $finding }.
restore-not-backup = The file { $file } isn't a Sealpost backup.
restore-done = Restored { $backup } to { $database }.
restore-kept = The old database is kept as { $file }. Delete it when you don't need it anymore.
restore-deleted =
    { $count ->
        [one] The backup still had 1 encrypted file that was deleted later. It was deleted again.
       *[other] The backup still had { $count } encrypted files that were deleted later. They were deleted again.
    }
restore-old-unreadable =
    Couldn't read the old database. Encrypted files that were deleted after the backup was made may be back. Revoke the
    links of clients who withdrew their settings.
restore-running = A server or another command is using this database.
restore-running-next = Stop the server or the other command first.
restore-exists = A database already exists.
restore-exists-next = To replace it, use --replace. The old database is kept under another name.
restore-failed = Couldn't restore the backup: { $why }
restore-unchanged-next = The database wasn't changed.
purge-about = Delete data whose retention period is over
purge-more =
    The running server does this every minute. It deletes the encrypted files of websites that were configured long enough
    ago, and old DNS reports, headers of test messages, sign-in tests, activity entries, and closed onboardings. A
    receipt for each deleted file is kept. What a client wrote to ask for help is deleted 30 days after someone helped.

    On the settings page, you can choose how long data is kept. These settings, in days, take precedence over that page:
    SEALPOST_KEEP_SEALED, SEALPOST_KEEP_REPORTS, SEALPOST_KEEP_CHECKS, SEALPOST_KEEP_ACTIVITY, and SEALPOST_KEEP_CLOSED.

    This command works on the database in your settings, even while a server is running. PostgreSQL frees deleted data
    without overwriting it. To learn what that means, see docs/postgresql.md.
purge-dry-run = Only show what would be deleted
purge-json =
    Print JSON: sealed and closed as lists of onboarding IDs, and reports, messages, helps, checks, and activity as
    numbers
purge-exit-ok = expired data was deleted, or there was none
purge-exit-failed = usage error, or no usable database
purge-nothing = There's nothing to delete.
purge-would-sealed = Would delete the encrypted file of { $site } ({ $id })
purge-would-closed = Would delete the closed onboarding of { $site } ({ $id })
purge-would-reports =
    { $count ->
        [one] Would delete 1 DNS report
       *[other] Would delete { $count } DNS reports
    }
purge-would-messages =
    { $count ->
        [one] Would delete the headers of 1 test message
       *[other] Would delete the headers of { $count } test messages
    }
purge-would-helps =
    { $count ->
        [one] Would delete what 1 client wrote to ask for help
       *[other] Would delete what clients wrote to ask for help { $count } times
    }
purge-would-checks =
    { $count ->
        [one] Would delete 1 sign-in test
       *[other] Would delete { $count } sign-in tests
    }
purge-would-activity =
    { $count ->
        [one] Would delete 1 activity entry
       *[other] Would delete { $count } activity entries
    }
purge-did-sealed = Deleted the encrypted file of { $site } ({ $id })
purge-did-closed = Deleted the closed onboarding of { $site } ({ $id })
purge-did-reports =
    { $count ->
        [one] Deleted 1 DNS report
       *[other] Deleted { $count } DNS reports
    }
purge-did-messages =
    { $count ->
        [one] Deleted the headers of 1 test message
       *[other] Deleted the headers of { $count } test messages
    }
purge-did-helps =
    { $count ->
        [one] Deleted what 1 client wrote to ask for help
       *[other] Deleted what clients wrote to ask for help { $count } times
    }
purge-did-checks =
    { $count ->
        [one] Deleted 1 sign-in test
       *[other] Deleted { $count } sign-in tests
    }
purge-did-activity =
    { $count ->
        [one] Deleted 1 activity entry
       *[other] Deleted { $count } activity entries
    }

## What sealpost check prints.

check-stage-token = access token received
check-stage-no-token = no access token
check-stage-found = server found
check-stage-not-found = server not found
check-stage-connected = connected
check-stage-not-connected = not connected
check-stage-encrypted = encrypted
check-stage-not-encrypted = not encrypted
check-stage-greeted = greeting received
check-stage-not-greeted = greeting failed
check-stage-ehlo = EHLO accepted
check-stage-no-ehlo = EHLO failed
check-stage-starttls = STARTTLS accepted
check-stage-no-starttls = STARTTLS failed
check-stage-signed-in = signed in
check-stage-not-signed-in = sign-in failed
check-stage-can-send = allowed to send
check-stage-cannot-send = not allowed to send
check-stage-quit = disconnected
check-stage-no-quit = no reply to QUIT
check-outcome-ok = ok
check-outcome-failed = failed
check-outcome-timed-out = timeout
check-works-for-sender = The login works from this machine, and it can send from this address.
check-label-to-do = To do
check-label-technician = Technician
check-label-link = Help page
check-label-who = Who
check-label-cause = Cause
check-label-certificate = Certificate
check-label-ports = Other ports
check-who-client = The client needs to act.
check-who-administrator = The client's email administrator needs to act.
check-who-technician = The technician needs to act.
check-who-provider = The email provider needs to act.
check-who-wait = No one. Wait, and try again.
check-head = { $host } port { $port } ({ $security }) as { $user }
check-certificate = for { $names }; issued by { $issuer }; valid from { $from } to { $to }
check-certificate-no-name = no name
check-certificate-no-issuer = an unnamed issuer
check-port-answers = works
check-port-refused = connection refused
check-port-timed-out = timed out
check-port-plain = answers without TLS
check-port-other-name = certificate for a different name
check-port-old-tls = TLS version too old
check-port-no-tls = TLS failed
check-port-not-smtp = not a mail server
check-port-certificate = invalid certificate
check-for-support = For the provider's support team (contains no password)

## What sealpost audit prints.

audit-problems =
    { $count ->
        [one] 1 problem found.
       *[other] { $count } problems found.
    }
audit-improvements =
    { $count ->
        [one] 1 improvement possible.
       *[other] { $count } improvements possible.
    }
audit-to-look-up =
    { $count ->
        [one] 1 item to check on the provider's own page.
       *[other] { $count } items to check on the provider's own page.
    }
audit-incomplete =
    { $count ->
        [one] 1 check couldn't be completed.
       *[other] { $count } checks couldn't be completed.
    }
audit-no-problems = No problems found.
audit-mark-ok = ok
audit-mark-better = better
audit-mark-wrong = wrong
audit-mark-look-up = look up
audit-mark-unknown = unknown
audit-title-domain = Domain
audit-title-spf = SPF: who can send
audit-title-dkim = DKIM: signatures
audit-title-dmarc = DMARC: what happens to forged mail
audit-title-mx = MX: where incoming mail goes
audit-title-extras = Extras: optional for small websites
audit-label-now = now
audit-label-rule = rule
audit-label-fix = fix
audit-label-host = host
audit-label-value = value
audit-label-enter = enter
audit-label-old = old
audit-label-delete = delete
audit-host-empty = (leave empty)
audit-value-from-provider = (copy it from the provider's page)
audit-senders = Who can send, according to this record
audit-nameservers = Nameservers
audit-no-answer = no answer
audit-no-record = no record
audit-spread = The current { $record } record for { $name } is on { $on } of { $of } nameservers.
audit-spread-missing =
    { $on ->
        [one] 1 of { $of } nameservers has no { $record } record for { $name }.
       *[other] { $on } of { $of } nameservers have no { $record } record for { $name }.
    }
audit-spread-silent =
    { $count ->
        [one] 1 nameserver didn't answer.
       *[other] { $count } nameservers didn't answer.
    }
audit-spread-caches =
    { $minutes ->
        [one] Caches may keep the old answer for 1 more minute.
       *[other] Caches may keep the old answer for { $minutes } more minutes.
    }
audit-spf-cost = SPF uses { $lookups } of 10 lookups, { $voids } of 2 void lookups, and { $bytes } bytes.
audit-queries =
    { $count ->
        [one] 1 DNS query in { $milliseconds } ms.
       *[other] { $count } DNS queries in { $milliseconds } ms.
    }

## An SPF record as a tree.

tree-lookups =
    { $count ->
        [one] 1 lookup
       *[other] { $count } lookups
    }
tree-everyone-else = everyone else
tree-refused = not allowed to send
tree-open = allows anyone to send
tree-broken = broken: no usable record
tree-loop = loop: leads back to a record above
tree-void = finds nothing
tree-depends = depends on the message
tree-unknown = no answer
tree-more = … and { $count } more

## The database setting.

settings-database = Use sqlite:///srv/sealpost/sealpost.db or postgres://user:password@db.example.com/sealpost.
settings-postgres = Use an address such as postgres://user:password@db.example.com/sealpost.
settings-postgres-database = End the address with the name of a database, such as /sealpost.
settings-postgres-parameter = After the question mark, use only host, sslmode, sslrootcert, sslcert, or sslkey.

## sealpost token

token-about = Get an access token for sending mail without a password
token-more =
    An app registration in Microsoft Entra can get access tokens for itself. They replace the mailbox's password, and each
    is valid for about an hour. This command asks Microsoft for one, or explains why there is none.

    The token goes to standard output, and what it is for to standard error. You don't need a Sealpost server or an
    account. The client secret goes only to login.microsoftonline.com, over a connection whose certificate is valid.
    With a certificate in place of the secret, its private key doesn't leave this machine.
token-id = ID of the onboarding whose app gets the token
token-example-id = Uses the app that the client sent.
token-key-unusable = Sealpost can't sign with this private key. It has to be an RSA key.
token-is-password = The client sent a password, so there is no access token to get.
token-is-password-next = To sign in with it, run: sealpost open ID -i KEY --check
token-tenant = Directory (tenant) ID, or a domain of the organization
token-application = Application (client) ID of the app registration
token-secret-stdin = Read the client secret's Value from standard input
token-certificate = PEM file with the app's certificate and its private key, in place of a client secret
token-example = Asks for the client secret, and saves the token in a file.
token-example-certificate = Uses a certificate, which Microsoft prefers to a client secret.
token-example-check = Signs in with the token.
token-exit-ok = got a token
token-exit-refused = Microsoft gave no token
token-exit-usage = usage error, or Microsoft didn't answer
token-ask-secret = Client secret (its Value):
certificate-next = Use a PEM file that has the certificate and its private key. For the steps to create one, run: sealpost ways
certificate-convert =
    To convert the key and create app.pem again, run:
    openssl pkcs8 -topk8 -nocrypt -in app.key | cat app.cer - > app.pem
token-tenant-wrong = That isn't a tenant. Use the Directory (tenant) ID from the app registration's Overview page, or a domain of the organization.
token-application-wrong = That isn't an ID. Copy the Application (client) ID from the app registration's Overview page.
token-secret-is-id = That is the secret's ID, not its Value.
token-secret-is-id-next = Copy the Value instead. Entra shows it only once, so you may have to create a new client secret.
token-secret-unusable = The client secret can't be used. { $reason }
token-unreachable = Can't connect to { $host }: { $reason }
token-untrusted = The certificate of { $host } isn't valid, so nothing was sent: { $reason }
token-silent = { $host } didn't answer. Try again in a few minutes.
token-valid =
    { $minutes ->
        [one] The token is valid for a minute.
       *[other] The token is valid for { $minutes } minutes.
    }
token-for = It is for { $audience }.
token-roles = Permissions of the app: { $roles }.
token-no-roles = The app has no permissions in Entra. That's right if Exchange allows it to send (app RBAC).
token-refused = Microsoft gave no token.
token-unknown = Its reply isn't one that Sealpost knows.
token-reply = The reply: { $reply }


## sealpost ways.

ways-about = Show how a website can send email without the mailbox's password
ways-more =
    This is for a website whose mailbox is at Microsoft 365 or Google Workspace. Sealpost lists the ways that the
    website's software and the organization can use, best first. It also says why, what each way needs, and what to know
    before choosing it. The list depends on today's date, because Microsoft has announced when it ends passwords.

    You don't need a Sealpost server or an account. This command doesn't connect to anything or change anything.
ways-provider = Email provider of the mailbox
ways-site = Software that sends the website's email
ways-administrator = Who can change the organization's email settings
ways-own-recipients = The website writes only to people in the client's own organization (Microsoft 365 only)
ways-passwords =
    Whether the organization lets programs sign in with a password. For Google Workspace, whether the account can have
    app passwords.
ways-steps = Print the steps of the way with this number in the list
ways-example = Lists the ways for a WordPress site whose email settings someone else manages.
ways-example-steps = Prints the steps of the second way in that list.
ways-exit-ok = printed the list or the steps
ways-exit-usage = usage error
ways-steps-wrong =
    { $count ->
        [one] There's only 1 way in the list.
       *[other] There are only { $count } ways in the list.
    }
ways-steps-wrong-next = To see the list, use the same options without --steps.
ways-recipients-google = Google Workspace has no way that is only for recipients in the client's own organization.
ways-recipients-google-next = Remove --own-recipients.
ways-heading = Ways to send for a mailbox at { $provider }, best first
ways-label-why = Why:
ways-label-needs = Needs:
ways-label-note = Note:
ways-any-way = With this software, remember this for any way you choose:
ways-list-next = To see the steps of a way, add --steps and its number.
ways-client-steps = The client's steps
ways-administrator-steps = The administrator's steps
ways-no-administrator = The administrator doesn't have to do anything.
ways-surprises = What often goes wrong
ways-example-site = Use the website's own address in place of { $address }.
ways-steps-note =
    The steps are written for the client and the administrator, so you can forward them. "This page" is the page that
    they get from Sealpost.

## sealpost exchange.

exchange-about = Print the PowerShell commands that let an app send from a mailbox at Microsoft 365
exchange-more =
    An Exchange administrator runs these commands once, in Exchange Online PowerShell. Then the app can send from this
    mailbox, and from no other, with access tokens in place of the mailbox's password. Running them again does no harm.
    The last two commands only show whether everything is in place.

    The commands go to standard output, and what else to do to standard error. You don't need a Sealpost server or an
    account. This command doesn't connect to anything or change anything.
exchange-object-id = Object ID of the app under Enterprise apps. The one under App registrations is a different one.
exchange-object-id-wrong = That isn't an ID. Copy the Object ID from the app's Overview page under Enterprise apps.
exchange-mailbox = Mailbox that the website sends from
exchange-name = Name of the app, as Exchange will show it
exchange-full-access =
    Give the app full access to the mailbox, and also print the link to approve SMTP.SendAsApp. Use this if the
    administrator can't assign roles in Exchange.
exchange-output = Save the commands as a new PowerShell script (.ps1) instead of printing them
exchange-example = Prints the commands, to copy into PowerShell.
exchange-example-file = Saves them as a script, to send to the administrator.
exchange-exit-ok = printed or saved the commands
exchange-exit-usage = usage error, or the file couldn't be written
exchange-same-id-next = In Entra, go to Enterprise apps, open the app, and pass its Object ID with --object-id.
exchange-saved = Saved the commands as { $file }.
exchange-consent = Before you run the commands, add SMTP.SendAsApp to the app and approve it with this link:


## sealpost judge and sealpost receive.

judge-about = Check a message that arrived: SPF, DKIM, and DMARC, and what is still wrong
judge-more =
    You don't need a Sealpost server or an account. Save the message from your email app as an .eml file, or copy its
    source. The text of the message stays on this machine, and only its headers are shown.

    Sealpost checks the signatures again, with the keys that are in DNS now. If the message says which server delivered
    it, Sealpost checks SPF again for that server. The report also shows what the receiving server found, if it says so.
    A DNS lookup that times out makes a result "unknown", and never a failure.

    The advice names one action for one party. Without --from, Sealpost assumes that the sender is right. With
    --provider, it also checks that the message came through the provider's servers.
judge-file = Message source (.eml), up to 256 KB; - reads standard input
judge-from = Address that the message should be from
judge-provider = Email provider that the message should have come through, by ID or name
judge-example = Checks a message that you saved from your email app.
judge-example-expected = Also checks that it is from the right address and came through Postmark.
judge-exit-ok = DMARC passes. If the domain has no DMARC record: SPF or DKIM passes for the sender's domain.
judge-exit-wrong = DMARC fails, or the message isn't from the address or through the provider that you named
judge-exit-usage = usage error, not a message, no message in time, a nameserver didn't answer, or the message doesn't say enough
judge-source-next = Save the message from your email app as an .eml file, or copy its source with all headers.
judge-not-a-message = This isn't a message: it has no headers such as From or Date.
judge-too-large = The message is larger than { $limit } KB.
judge-too-large-next = Send another message without attachments, and check that one.
judge-title-message = Message
judge-title-advice = What to do
judge-no-advice = There is nothing to fix.
judge-label-who = who
judge-origin-provider = It came through { $provider }.
judge-origin-unknown = We couldn't check whether it came through { $provider }.

receive-about = Wait on this machine for one message, and check it like sealpost judge
receive-more =
    Use this to prove that a website's own email arrives. Choose an address that no one else uses, at a domain whose MX
    record points to this machine. Start this command, then send a message to that address from the website: for example,
    with a contact form or a test order.

    Sealpost accepts only the first message to this address, up to 256 KB, and ends after it. It rejects all other
    recipients, and never sends a message on. Senders can use TLS.
receive-address = Address to wait for, which no one else uses
receive-listen = IP address and port to listen on
receive-listen-wrong = Use an IP address and a port, such as 0.0.0.0:25.
receive-timeout = How many minutes to wait, up to 1440
receive-example = Waits on port 25. Other mail servers always use this port.
receive-example-port = Waits on another port, if a firewall or proxy forwards port 25 to it.
receive-waiting =
    { $minutes ->
        [one] Waiting up to 1 minute for a message to { $address } on { $listen } …
       *[other] Waiting up to { $minutes } minutes for a message to { $address } on { $listen } …
    }
receive-other = Rejected a message to { $address }, because Sealpost isn't waiting for it.
receive-arrived = Arrived after { $seconds } s, from { $host } [{ $ip }], over { $version }.
receive-arrived-plain = Arrived after { $seconds } s, from { $host } [{ $ip }], without encryption.
receive-nothing =
    { $minutes ->
        [one] No message to { $address } arrived within 1 minute.
       *[other] No message to { $address } arrived within { $minutes } minutes.
    }
receive-nothing-next =
    Check that the MX record of { $domain } points to this machine, that no firewall blocks the port, and that the website
    sent the message.
receive-no-certificate = Couldn't create a certificate for { $host }.
receive-not-allowed-next =
    Ports below 1024 need root or CAP_NET_BIND_SERVICE. Run the command with sudo, or give Sealpost this right: sudo setcap
    cap_net_bind_service=+ep $(command -v sealpost)
receive-in-use-next = Another program uses this port, probably a mail server. Stop it, or choose another port: --listen 0.0.0.0:2525
receive-not-listening-next = Use an address of this machine, or 0.0.0.0 for all of them: --listen 0.0.0.0:25
