### The activity: who did what, one entry each.

## Links

onboarding-created = { $by } created a link for { $client }.
link-reissued = { $by } created a new link. The old link doesn't work anymore.
link-revoked = { $by } revoked the link.
link-revoked-with-settings = { $by } revoked the link. The sealed settings were deleted.
link-expired = The link expired before the client sent anything.

## The client's steps

step-welcome = The client opened the link and got started.
step-provider = The client is choosing their email provider.
step-guide = The client is reading how to get an app password.
step-details = The client is entering their email settings.
step-check = The client is testing the sign-in.
step-receipt = The client got their receipt.
step-report = The client is looking at the DNS report.
recipients-alarm =
    The client's page stopped because the server listed different people than the link does. Recipient list from the
    server: { $seen }.

## Steps that someone else does

handed-over-app = The client created a link for their administrator, to set up an app.
hand-over-opened-app = The administrator started to set up the app.
hand-over-done-app = The administrator sent the app's values.
hand-over-revoked-app = The client revoked the administrator's link.

## Help

help-asked = The client asked for help.
help-asked-call = The client asked for help and for a call.
help-settled = { $by } helped the client.

## Sign-in tests

check-passed = The client's sign-in test passed.
check-failed = The client's sign-in test failed. { $meaning }
check-unfinished =
    The client's sign-in test at { $host }, port { $port }, was interrupted, so there's no result.
check-abused-host =
    We blocked a sign-in test from this link because it tried to reach a different server than the one it named. Our own
    page never does this, so someone else might have the link.
check-abused-protocol =
    We blocked a sign-in test from this link because it used a protocol other than email. Our own page never does this,
    so someone else might have the link.
check-abused-data =
    We blocked a sign-in test from this link because its connection wasn't properly encrypted. Our own page never does
    this, so someone else might have the link.

## The sealed settings

submission-stored = The client sent their email settings. { $readers } can open them.
submission-opened = { $by } opened the email settings.
submission-resealed = { $by } re-encrypted the email settings for { $readers }.
submission-resealed-without =
    { $by } re-encrypted the email settings for { $readers }. The copy that { $former } could open was deleted.
submission-withdrawn =
    The client withdrew their email settings before anyone opened them. The sealed settings were deleted.
submission-withdrawn-opened =
    The client withdrew their email settings after a technician opened them. The sealed settings were deleted.
submission-withdrawn-configured =
    The client withdrew their email settings after the website was configured with them. The sealed settings were
    deleted.
client-closed-deleted = The client closed the link. The sealed settings were already deleted.
client-closed-empty = The client closed the link without sending anything.
site-configured = { $by } configured { $site }.
site-configured-deleted =
    { $by } configured { $site }. The sealed settings were deleted right away, as we promised the client.
saved-elsewhere =
    { $by } configured { $site } and saved the email settings elsewhere. The sealed settings were deleted.

## Retention

settings-deleted =
    The sealed settings were deleted { $days ->
        [one] 1 day
       *[other] { $days } days
    } after the website was configured.
onboarding-deleted =
    Onboarding { $id } was deleted { $days ->
        [one] 1 day
       *[other] { $days } days
    } after it was closed.
deletion-warned = We told { $technicians } that the sealed settings will be deleted on { $day }.
deletion-warned-no-one = The sealed settings will be deleted on { $day }, but there was no technician to notify.
secret-expiry-told =
    We told { $people } about the expiration date of the client secret or certificate, { $day }.
secret-expiry-no-one =
    There was no manager or administrator to tell about the expiration date of the client secret or certificate,
    { $day }.
retention-changed = { $by } changed how long data is kept. { $kept }.
kept-settings =
    Sealed settings after setup: { $days ->
        [one] 1 day
       *[other] { $days } days
    }
kept-reports =
    DNS reports: { $days ->
        [one] 1 day
       *[other] { $days } days
    }
kept-checks =
    Sign-in tests: { $days ->
        [one] 1 day
       *[other] { $days } days
    }
kept-activity =
    Activity: { $days ->
        [one] 1 day
       *[other] { $days } days
    }
kept-closed =
    Closed onboardings: { $days ->
        [one] 1 day
       *[other] { $days } days
    }

## The agency

brand-changed = { $by } changed how the agency appears to clients: { $parts }.
brand-name = name
brand-color = color
brand-contact = contact
brand-sender = sender's name in emails
logo-changed = { $by } replaced the agency's logo.
logo-removed = { $by } removed the agency's logo.

## Proof that the website's email arrives

proof-began = { $by } started waiting for a message from the website.
proof-given = A message from { $from } arrived. The message is shown to be from that address's domain.
proof-given-pasted = { $by } pasted a message from { $from }. The message is shown to be from that address's domain.
proof-failed = A message from the website arrived, but something is still wrong with it.
proof-failed-pasted = { $by } pasted a message from the website. Something is still wrong with it.
proof-unclear = A message from the website arrived, but some checks couldn't finish.
proof-unclear-pasted = { $by } pasted a message from the website, but it doesn't prove enough.
proof-reminders-on = { $by } turned on monthly reminders to check the website's email again.
proof-reminders-off = { $by } turned off monthly reminders to check the website's email again.
proof-reminded = We reminded { $people } to check the website's email again. The last proof is from { $day }.
proof-reminded-no-one =
    It's time to check the website's email again, but there was no one to remind. The last proof is from { $day }.

## DNS reports

records-drifted = The DNS records for { $domain } got worse ({ $topics }). We told { $people }.
records-drifted-no-one = The DNS records for { $domain } got worse ({ $topics }). No one got an email about it.
records-fixed = What got worse in the DNS records for { $domain } is fixed ({ $topics }).
records-topic-domain = domain

report-ok = The DNS records for { $domain } passed every check.
report-open = The DNS report for { $domain } needs more information from the client.
report-unknown = Some DNS checks for { $domain } didn't finish.
report-warn =
    The DNS records for { $domain } work, but { $count ->
        [one] 1 of them
       *[other] { $count } of them
    } could be better.
report-fail =
    { $count ->
        [one] 1 DNS record for { $domain } needs fixing.
       *[other] { $count } DNS records for { $domain } need fixing.
    }

## People

person-invited = { $by } invited { $name }.
setup-link-mailed = We emailed { $name } their setup link.
setup-link-shown = { $by } received the setup link for { $name } and needs to send it to them.
person-joined = { $name } set a password and joined.
person-joined-first = { $name } set a password and joined as the first administrator.
person-roles = { $by } made { $name } { $roles }.
person-deactivated = { $by } deactivated { $name }'s account.
person-reactivated = { $by } reactivated { $name }'s account.
person-link = { $by } created a link for { $name } to set a new password.
person-link-with-factor =
    { $by } created a link for { $name } to set a new password and add a new authenticator app.
role-manager = a manager
role-technician = a technician
role-administrator = an administrator

## Accounts

password-reset = { $name } set a new password with a setup link.
password-changed = { $name } changed their password.
contact-changed = { $name } changed which phone number and email address their clients see.
sessions-ended-elsewhere = { $name } signed out everywhere else.
sessions-ended-device = { $name } ended their session on another device ({ $device }).
sessions-ended-by = { $by } signed { $name } out everywhere.
factor-added = { $name } added an authenticator app.
factor-changed = { $name } switched to another authenticator app.
factor-removed = { $name } removed their authenticator app.
recovery-made = { $name } created new recovery codes.
recovery-used = { $name } used a recovery code. That code can't be used again.
code-refused = Someone entered the correct password for { $name }, but a wrong code.

## Keys

key-added = { $name } added the key { $fingerprint }.
key-replaced = { $name } replaced their key { $old } with { $new }.
key-removed = { $by } removed { $name }'s key { $fingerprint }.
key-removed-with-password =
    { $name }'s key { $fingerprint } was removed when the password was reset. { $name } has to verify the key again.

## Where a person is signed in

device-browser-on = { $browser } on { $system }
device-command-line = Command line
device-unknown = Unknown program
