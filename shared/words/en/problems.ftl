### What the server says when it refuses a request.

## The client's link

link-unknown =
    We don't recognize this link. Go back to the message and open the link again. If that doesn't help, ask the person
    who sent it for a new one.
link-expired = This link has expired. Ask the person who sent it for a new one.
link-revoked =
    Your agency revoked this link or replaced it with a newer one. Use the newest link, or ask your agency for a new
    one.
withdrawn =
    We deleted your email settings when you withdrew them. To send them again, ask your agency for a new link.
already-submitted =
    We already have your email settings. To send different ones, withdraw the ones you sent first, or ask your agency
    for a new link.
recipients-differ =
    Your settings were encrypted for different people than the ones your link names, so we didn't save them. Call your
    agency before you try again.
address-missing = First, enter the email address that your website sends from.
report-running = We're already checking these records. Wait a moment, then try again.
busy = We're running a lot of DNS reports right now. Try again in a minute.

## A step that someone else does

hand-over-ended =
    The person who sent you this link replaced it, or doesn't need it anymore. Ask them if something is still missing.
hand-over-done = Someone already sent the values with this link. To change them, ask the person who sent you the link.
answer-too-large = These values are too long. Check that you copied only the client secret or the certificate.

## The sign-in test

check-running = A sign-in test is already running. Wait for it to finish.
check-key-gone = The server stopped before it could run the sign-in test. Try again.
server-check-off =
    Your agency allows sign-in tests only from your own browser, and yours couldn't run one. You can go on without a
    test.
relay-refused =
    We closed the connection because it wasn't a sign-in test with the server you named. Reload the page and try again.
checks-used-up =
    You've tried { $times } times in an hour. Try again in { $time }. This limit keeps your provider from locking your
    account.
check-unreadable = We couldn't read that request. Reload the page and try again.
check-silent = The connection was idle for too long. Please try again.

## A client who asks for help

call-time = That time has passed. Choose another one.
helps-used-up = You've sent { $times } messages today. If it's urgent, call or email { $name }.

## Too often, or too many at once

too-often = Too many attempts. Try again in { $time }.
crowded = Too many connections are open from your network. Close other tabs with this page, and try again in a minute.

## Signing in

signed-out = You aren't signed in, or your session has ended. Please sign in.
wrong-login = The email address or password is wrong.
code-needed = Enter the 6-digit code from your authenticator app, or a recovery code.
code-wrong = This code is wrong or was already used. Wait for the next code in your app and enter that one.
code-early =
    This code isn't valid yet. Your phone's clock is about { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    } fast. Turn on automatic time in your phone's settings, then enter the new code.
code-late =
    This code is { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    } old. If your app is showing it now, your phone's clock is slow. Turn on automatic time in your phone's settings,
    then enter the new code.
setup-unknown = This setup link has expired or was already used. Ask an administrator for a new one.
session-unknown = This session has already ended.
password-needed = Enter your password to confirm this change.
password-wrong = That isn't your current password.

## Authenticator apps

enrollment-over = This setup has expired, or you started it again in another window. Please start over.
factor-needed = Your account needs an authenticator app. To add one, sign in on the staff page in your browser.
factor-required = Everyone at your agency needs an authenticator app. You can replace yours, but you can't remove it.
factor-missing = You don't have an authenticator app yet. Add one first, and you'll get recovery codes with it.

## People and roles

forbidden = Your account doesn't have permission to do this. Ask an administrator at your agency.
person-unknown = This person doesn't exist, or someone already made this change. Reload the page to see the latest list.
last-administrator = You can't remove the last administrator. Make someone else an administrator first.
email-taken = There's already an account with this email address.
own-account = Change your own password and authenticator app under "My account".
roles-missing = Choose at least one role for this person.

## Links and keys

onboarding-unknown = We can't find this onboarding. It might have been deleted.
link-closed = This link is closed, so you can't change it anymore.
link-used = This link already exists. Reload the page and create a new one.
link-days = Choose a number of days from 1 to 90.
link-not-sealed = This isn't an encrypted link.
link-not-hashed = This isn't a SHA-256 hash (32 bytes).
recipients-changed =
    The technicians' keys changed after you loaded this page. Reload the page, check the keys, and create the link again.
recipients-none =
    No technician has added a key yet, so no one could open what the client sends. Ask a technician to sign in and add
    one.
key-not-proven = We couldn't verify the key: the answer was wrong, already used, or too late. Please add the key again.
key-taken = Another technician already uses this key.
approvals-changed = You updated your list of accepted technicians on another device. Please reload the page.
approvals-wrong = This isn't a list of accepted technicians.

## Sealed settings

settings-not-opened = Open the email settings first.
settings-deleted =
    The sealed settings were deleted after the website was configured, as we promised the client. If you need them
    again, create a new link.
settings-not-there = There's nothing to open: the client hasn't sent anything yet.
settings-not-stored = There are no sealed settings to re-encrypt.
settings-not-yours =
    You can't re-encrypt these settings because they aren't encrypted for your key. Ask a technician who can.
settings-changed =
    Someone re-encrypted the settings after you opened them, or the client withdrew them. Please open them again.
settings-not-sealed = This isn't a sealed file. Reload the page, then send your settings again.
secret-expiry-not-a-day = That isn't a date. Go back to the app's values and enter the date again.
secret-expiry-past = This client secret or certificate has already expired. Create a new one in Microsoft Entra.
secret-expiry-far = That date is more than 5 years away. Go back to the app's values and check it.

## Proof that the website's email arrives

site-not-configured = Mark the website as configured first.
not-receiving =
    This server doesn't receive email. Paste the source of a message that arrived somewhere else, or ask the person who
    runs the server to set SEALPOST_INBOUND.
message-too-long = This message is larger than { $kilobytes } kB. Send another one without attachments, and paste that one.
message-without-headers =
    This isn't a message: it has no headers, such as From or Date. Copy the whole source of the message from your email
    app.

## Retention and the board

set-by-operator = This is set on the server, in sealpost.toml or an environment variable. You can't change it here.
days-too-few-closed =
    Keep closed onboardings for at least { $days } days, so that clients can still read their receipts.
days-too-few =
    Choose at least { $days ->
        [one] 1 day
       *[other] { $days } days
    }.
search-too-long = This search is too long. Part of a name is enough.
page-unknown = We can't find this page of the board. Go back to the first page.

## Fields

field-missing = This field is required.
field-wrong = This isn't in the right format.
name-empty = Please enter a name.
name-too-long = A name can have at most 100 characters.
provider-unknown = We don't know this provider. Please choose one from the list.
username-form-too-long = This user name format is too long. Search for the server again.
password-too-short = This password is too short. Use at least 12 characters, such as a few words.
password-too-long = This password is too long. Use at most 1,024 bytes.
password-common =
    This password is too easy to guess. Use three or four unrelated words, or a password that your password manager
    suggests.
password-of-names = This password contains your name, your agency's name, or ours. Choose other words.

## Requests

not-json = The request body isn't valid JSON.
not-json-type = Send the request body as JSON, with the header "Content-Type: application/json".
query-wrong = The part of the address after the question mark isn't valid.
foreign-origin = This request came from another website. Open our page directly and try again.
no-route = There's nothing at this address.
page-missing = There's no page at this address.
pages-not-built = This program was built without its pages. To build them, run: cargo xtask pages
no-method = This address doesn't support that HTTP method.
no-websocket = This address only accepts WebSocket connections.
too-large = This is too large. You can send at most { $kilobytes } kB at a time.
too-slow = Your connection was too slow, so part of the request didn't arrive in time. Please try again.
cut = The connection was lost before the whole request arrived. Please try again.
server-error = Something went wrong on our side, and nothing was changed. Try again in a minute.
