### The emails that the server sends: a subject, and paragraphs.

hello = Hello { $name },

## To the manager: the client sent the settings.

submitted-subject = { $client } sent their email settings
submitted = { $client } sent their email settings for { $site }. A technician can open them now.
submitted-link = See this client on your board:

## To a person: something about their account changed.

account-password-set-subject = Your password was reset
account-password-set = Someone set a new password for your account with a setup link.
account-password-changed-subject = Your password was changed
account-password-changed = The password for your account was changed.
account-factor-set-subject = Your authenticator app was added or changed
account-factor-set = An authenticator app was added to your account, or replaced with another one.
account-factor-removed-subject = Your authenticator app was removed
account-factor-removed = The authenticator app was removed from your account.
account-recovery-made-subject = You have new recovery codes
account-recovery-made = New recovery codes were created for your account. The old codes don't work anymore.
account-recovery-used-subject = A recovery code was used
account-recovery-used = Someone signed in to your account with a recovery code. That code can't be used again.
account-link-made-subject = A setup link was created for your account
account-link-made = An administrator created a link for you to set a new password.
account-key-replaced-subject = Your key was replaced
account-key-replaced = Your public key was replaced. From now on, clients encrypt their settings for the new key.
account-contact-changed-subject = Your contact details for clients were changed
account-contact-changed = Someone changed which phone number and email address your clients see.
account-if-not-you =
    If you expected this, you don't need to do anything. If you didn't, tell an administrator at your agency right away.
    They can sign you out everywhere and send you a new setup link.

## To the other administrators: something about a person's account changed.

person-password-set-subject = { $name } reset their password
person-password-set = { $name } set a new password with a setup link.
person-password-changed-subject = { $name } changed their password
person-password-changed = { $name } changed the password for their account.
person-factor-set-subject = { $name } added or changed an authenticator app
person-factor-set = { $name } added an authenticator app or switched to another one.
person-factor-removed-subject = { $name } removed their authenticator app
person-factor-removed = { $name } removed the authenticator app from their account.
person-recovery-made-subject = { $name } has new recovery codes
person-recovery-made = { $name } created new recovery codes.
person-recovery-used-subject = { $name } used a recovery code
person-recovery-used = { $name } signed in with a recovery code.
person-link-made-subject = { $name } has a new setup link
person-link-made = An administrator created a link for { $name } to set a new password.
person-key-replaced-subject = { $name } replaced their key
person-key-replaced = { $name } replaced their public key. From now on, clients encrypt their settings for the new key.
person-contact-changed-subject = { $name } changed their contact details
person-contact-changed = { $name } changed which phone number and email address their clients see.
person-if-unexpected =
    If you expected this, you don't need to do anything. If you didn't, call { $name }. The Activity page shows who did
    what.

## To a person: their setup link.

setup-subject = Set up your account
setup = Open this link to set your password. The link works once and expires in 7 days. Don't share it with anyone.
setup-unexpected = If you didn't expect this email, tell an administrator at your agency.

## To technicians: sealed settings will be deleted soon.

deletion-soon-subject = The sealed settings for { $site } will be deleted on { $day }
deletion-soon =
    { $site } is configured. We'll delete its sealed email settings on { $time }, as we promised { $client }.
deletion-soon-link = If you still need the settings, open them before then and save them in your password manager:

## To the manager: a client secret or a certificate expires, so a site will stop sending.

secret-ahead-subject = The client secret or certificate for { $site } expires on { $day }
secret-ahead =
    { $client } told us that the app's client secret or certificate for { $site } expires on { $day }.
secret-today-subject = The client secret or certificate for { $site } expires today
secret-today =
    { $client } told us that the app's client secret or certificate for { $site } expires today, { $day }.
secret-over-subject = The client secret or certificate for { $site } has expired
secret-over =
    { $client } told us that the app's client secret or certificate for { $site } expired on { $day }.
secret-stops = After that, the website can't send email.
secret-stopped = The website probably can't send email anymore.
secret-next =
    Ask { $client } to create a new one in the Microsoft Entra admin center, under "Certificates & secrets".
secret-link = Then create a new link here and send it to { $client }, so that they can give you the new one:
secret-pending =
    { $client } hasn't sent a new one yet. If you create another link, the one that they have stops working.
secret-pending-link = Remind { $client } here:
secret-unused =
    The website isn't configured with it yet. Have a technician do that now, or ask { $client } for a newer one. If you
    create a new link for them, the settings that they sent are deleted.
secret-unused-over =
    The website isn't configured with it yet. Ask { $client } for a newer one. If you create a new link for them, the
    settings that they sent are deleted.

## To the manager: a website's DNS records got worse.

drifted-subject = The DNS records for { $domain } got worse
drifted =
    { $client }'s website { $site } sends email from { $domain }. We check the DNS records of this domain every week.
    Since an earlier check, something got worse, so email from the website may be rejected or marked as spam:
drifted-what = { $topic }: { $meaning }
drifted-domain = Domain
drifted-fix = What to do: { $fix }
drifted-acts = The person who manages the DNS records for { $domain } has to act.
drifted-acts-at = The person who manages the DNS records for { $domain } at { $host } has to act.
drifted-both = The people who manage the DNS records and the email accounts for { $domain } have to act.
drifted-link = See the exact records here and pass them on:
drifted-details = See the details here and pass them on:

## To the person who last asked for a proof: it is a month old. They get this every month until there is a new one.

proof-due-subject = Check the email of { $site } again
proof-due =
    On { $day }, a message showed that email from { $client }'s website { $site } arrives. There has been no newer proof
    since then.
proof-due-why = Monthly reminders are on for this website. They go to the person who tested last, or to the manager.
proof-due-link = Send a new message from the website to find out whether its email still arrives:

## To the manager: a client asks for help.

help-subject = { $client } needs your help
help = { $client } is stuck with the email settings for { $site } and asks for your help.
help-where = Where they are: { $place }
help-check-failed = Their last sign-in test failed.
help-check-failed-why = Their last sign-in test failed: { $meaning }
help-checks-used-up = They've used all of their sign-in tests for this hour.
help-records-wrong = The email records of their domain still need a change.
help-link-over = Their link has ended, so they only see their receipt.
help-note = They wrote: "{ $note }"
help-call =
    They'd like a call at { $phone } on { $day }, from { $from } to { $until } (the client's time, { $offset }).
help-link = See where they are, and say on that page when you've helped:

## To the client: the settings were deleted.

deleted-subject = Your email settings were deleted
deleted =
    Your website { $site } is set up. { $agency } deleted your sealed email settings from its server, as promised.
deleted-time = Deleted: { $time }
deleted-number = Number on your receipt: { $number }
deleted-nothing-to-do = Your website keeps working. You don't need to do anything.

## To the technician: the test email of the command line.

test-subject = Test email from Sealpost
test =
    This is a test email from Sealpost, sent through { $host }, port { $port }, as { $address }.
test-arrived =
    If it's in your inbox and not in spam, email from the website should get there too.
