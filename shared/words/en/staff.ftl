### What the agency's people read on the pages: board, onboardings, people, activity, settings.

## Every page.

skip-to-content = Skip to content
menu = Menu
menu-pages = Pages
sign-out = Sign out
sign-out-again = Sign-out failed. Try again
loading = Loading …
try-again = Try again
go-to-board = Go to the board
copy-blocked = Your browser blocked copying. Select the text and copy it.

page-board = Board
page-new = New onboarding
page-onboarding = Onboarding
page-queue = Queue
page-open = Email settings
page-reseal = Re-encrypt
page-key = My key
page-people = People
page-activity = Activity
page-agency = Agency
page-settings = Settings
page-account = My account
page-missing = Page not found
page-missing-why = There's nothing at { $path }. The address may be incomplete, or the page may have moved.

role-manager = manager
role-technician = technician
role-administrator = administrator

## Something doesn't load, or isn't for this person.

unreachable = We can't reach the server
outdated = This page may be out of date
failed = Something went wrong
not-found = Not found
denied = You don't have access to this page
denied-managers = Only managers and administrators can open "{ $page }".
denied-technicians = Only technicians can open "{ $page }".
denied-administrators = Only administrators can open "{ $page }".
denied-you = You're signed in as { $name } ({ $email }). If you need access, ask an administrator.
download-blocked = Couldn't save the file
download-blocked-next = Your browser blocked the download. Allow downloads for this page, then try again.
no-randomness = Your browser couldn't generate secure random numbers
no-randomness-next = Update your browser, or use a different one.

## Times.

time-updated-now = Updated just now
time-updated-minutes = { $count ->
    [one] Updated 1 minute ago
   *[other] Updated { $count } minutes ago
}
time-updated-hours = { $count ->
    [one] Updated 1 hour ago
   *[other] Updated { $count } hours ago
}
time-updated-days = { $count ->
    [one] Updated 1 day ago
   *[other] Updated { $count } days ago
}
time-soon = in less than a minute
time-in-minutes = { $count ->
    [one] in 1 minute
   *[other] in { $count } minutes
}
time-in-hours = { $count ->
    [one] in 1 hour
   *[other] in { $count } hours
}
time-in-days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
}
time-moment = { $day } at { $time }
time-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}

## The board.

board-search = Search clients and websites
board-search-key = Press / to search
board-shown = Showing { $shown } of { $total }
board-more = Show more
board-found-nothing = No client or website matches "{ $query }"
board-found-nothing-next = Check the spelling, or try part of the name.
board-empty = No onboardings yet
board-empty-first = Create a link and send it to a client. You can follow the client's progress here.
board-empty-wait = You'll see onboardings here as soon as a manager creates one.

group-needs-you = Needs you
group-needs-you-hint = Someone on your team needs to act.
group-client = Waiting for the client
group-client-hint = The client has the link.
group-technician = Ready for the technician
group-technician-hint = The email settings have arrived. Open them and set up the website.
group-done = Done
group-done-hint = The website is set up.
group-closed = Closed
group-closed-hint = Revoked, expired, or withdrawn by the client.

need-asked-for-help = The client asked for help
need-former-reader = An old key still has access
need-check-failed = The client's sign-in test failed
need-link-expiring = The link expires soon
need-not-opened = Link not opened for 3 days
need-stalled = No progress for 3 days
need-secret-expiring = The client secret or certificate needs to be replaced
need-records-wrong = The DNS records still need fixing
need-mail-fails = The last message from the website wasn't right

place-waiting = Link not opened yet
place-welcome = Reading the welcome page
place-provider = Choosing the email provider
place-guide = Getting an app password
place-details = Entering the email settings
place-check = Testing the sign-in
place-receipt = Sending the email settings
place-report = Checking the DNS records
place-submitted = Email settings received, not opened yet
place-collected = Opened, not configured yet
place-configured = Configured
place-cleared = Configured, sealed settings deleted
place-revoked = Link revoked
place-expired = Link expired
place-withdrawn = Withdrawn by the client

action-remind = Copy a reminder
action-see = See details
action-new-link = Create a new link
action-open = Open
action-reseal = Re-encrypt
action-configure = Configure
action-reminded = Reminder copied

row-former-readers = People with an old key: { $names }
row-link-expires = Link expires { $when }
row-deletes = Sealed settings will be deleted { $when } ({ $date })
secret-expires = Client secret or certificate expires { $when } ({ $date })
secret-expires-today = Client secret or certificate expires today ({ $date })
secret-expired = Client secret or certificate expired on { $date }
row-sign-in = Sign-in
row-dns = DNS
row-email = Email

check-works = Works
check-failed = Failed
check-none = Not tested

records-right = Correct
records-unknown = Partly checked
records-warn = Could be better
records-wrong = Problems found
records-none = Not checked

email-arrives = Arrives
email-fails = Not right

## A new onboarding.

create-client = Client
create-client-hint = How this client is listed on your board. The client sees this name too.
create-client-empty = Enter the client's name.
create-client-long = Use { $max } characters or fewer.
create-site = Website
create-site-hint = The website that will send email, such as bakery.example.
create-site-empty = Enter the website's domain, such as bakery.example.
create-site-address = That's an email address. Enter the website's domain, such as bakery.example.
create-site-letters = This domain contains characters that aren't allowed. Check the spelling.
create-site-incomplete = That isn't a full domain name. Example: bakery.example.
create-address = Sending address (if you know it)
create-address-hint = For example, info@bakery.example. If you leave this empty, we'll ask the client.
create-email = Client's email address (optional)
create-email-hint = For reminders and other messages to the client.
create-days = Days until the link expires
create-days-hint = From 1 to { $max }.
create-days-wrong = Enter a number of days from 1 to { $max }.
create-link = Create the link
create-creating = Creating the link …
create-private = Your browser creates the link. The server learns only enough to recognize it.
create-not-encrypted = Couldn't encrypt the link

handover-ready = The link is ready
handover-once = This link is shown only once
handover-once-why =
    The server doesn't know this link and can't show it again. If you lose it, create a new one on the onboarding page.
handover-link = Link for { $client }
handover-message = Message to the client
handover-copy = Copy the message
handover-copied = Copied. Now paste it into an email or chat to the client.
handover-key = The first time a technician opens something from you, they'll ask you for this browser's key: { $key }
handover-onboarding = Go to this onboarding

## Messages that the manager sends. The client reads them.

message-invitation =
    Hi,

    Your website { $site } needs an email account to send order confirmations, password resets, and messages from its
    contact form. Please don't send us the password by email. Use this link instead. It guides you through every step
    and takes about 15 minutes:

    { $link }

    Your browser encrypts what you enter, and only { $readers } can read it. The link is just for you. It works until
    { $date }.
message-reminder =
    Hi,

    We still need the email settings for your website { $site }. The link in my earlier message works until { $date }.
    You can pick up where you left off. If you can't find the link, let me know and I'll send you a new one. Please
    don't send passwords by email.
message-regards = Best regards,
message-subject = Email settings for { $site }

## Who can read what the client sends.

recipients = Who can read what the client sends
recipients-pinned = The link was created for this key.
recipients-accepted = You accepted this key.
recipients-first = Confirm each key before you continue
recipients-pending = You haven't accepted everyone on this list
recipients-how =
    Ask each person to read you the fingerprint of their key, by phone or in person. They can find it on their "My key"
    page. Anyone you accept here can read the client's password.
recipients-unticked =
    Check the box for each person whose key you've confirmed. If a key doesn't match, stop and tell an administrator.
recipients-confirmed = I confirmed this key with { $name }
recipients-new = New: { $name } { $key }
recipients-new-key = { $name } has a new key. Old: { $before } New: { $key }
recipients-renamed = { $before } is now called { $name }. The key is the same: { $key }
recipients-gone = No longer on the list: { $name } { $key }
recipients-none = You can't create a link yet
recipients-none-why =
    No technician has added a key, so no one could open what the client sends. Technicians add their key on the "My
    key" page.
recipients-add-key = Add my key
recipients-invite = Invite a technician

carried-newer = You accepted technicians on another device on { $date }. They're accepted here too.
carried-changed = We couldn't use the list from your other devices
carried-use = Use the technicians you accepted on another device
carried-use-how = Open your key file here. It unlocks the list of technicians you accepted on your other devices.

## One onboarding.

onboarding-history = History
onboarding-no-history = Nothing has happened yet.
onboarding-provider = Email provider
onboarding-address = Sending address
onboarding-no-address = Not known yet
onboarding-email = Client's email address
onboarding-secret = Client secret or certificate
onboarding-readers = Who can read the settings
onboarding-manager = Manager
onboarding-created = Created
onboarding-link = Link
onboarding-link-works = Works until { $date } ({ $when })
onboarding-link-receipt = Expired on { $date }. The client can still see the receipt.
onboarding-link-closed = No longer works

history-client = Client
history-helper = Helper
history-server = Automatic
history-link = link { $link }

receipt = Email settings received
receipt-sent = The client sent the settings on { $when }, encrypted for { $names }.
receipt-opened = Opened on { $when }.
receipt-unopened = Not opened yet.
receipt-resealed = { $name } re-encrypted the settings on { $when }.
receipt-deletes = The server will delete the settings { $when } ({ $date }).
receipt-deleted = The server deleted the settings on { $when }.
receipt-deleted-elsewhere = Reason: the settings were saved elsewhere.
receipt-deleted-after-setup = Reason: the retention period after setup ended.
receipt-deleted-withdrawn = Reason: the client withdrew the settings.
receipt-deleted-revoked = Reason: the link was revoked.
receipt-deleted-replaced = Reason: the link was replaced.
receipt-digest = The client's receipt shows the same number. You can compare the two by phone: { $digest }

open-settings = Open the email settings
open-settings-again = Open the email settings again
reseal-settings = Re-encrypt the email settings
remind = Remind the client
remind-copy = Copy the reminder
remind-copied = Copied
remind-by-email = Open in my email app

revoke = Revoke the link
revoke-sure = Revoke the link for { $client }?
revoke-what =
    The link stops working right away, even if the client is using it. You can create a new one later. We keep the
    client's answers.
revoke-deletes = The server also deletes the sealed settings that the client sent, including the password.
revoke-revoking = Revoking …
revoke-keep = Keep the link

reissue-what =
    The old link stops working when you create a new one. We keep the client's answers, but the client has to enter
    the password again.
reissue-days = Days until the new link expires
reissue-create = Create the new link
reissue-keep = Keep the old link
reissue-sent = I've sent the new link

former-readers = Old keys can still open what the client sends
former-readers-old-key = { $name }'s old key: { $key }
former-readers-removed = { $name }'s removed key: { $key }
former-readers-unsent =
    The client hasn't sent anything yet. Create a new link for the current technicians. The old link will stop working.
    We keep the client's answers.
former-readers-sent =
    A technician can re-encrypt the email settings for the current team without the client's help. The server then
    deletes the old copy.
former-readers-sent-copies =
    Re-encrypting doesn't help if someone already opened or saved the old copy. In that case, ask the client to create a
    new app password and send it through a new link. The client also has to delete the old app password in their email
    account.
former-readers-before = { $names } could open these settings before they were re-encrypted
former-readers-before-old-key = { $name } (old key)
former-readers-copies =
    Anyone who opened or saved the email settings back then still has them. If you think someone did, ask the client to
    create a new app password and send it through a new link. The client also has to delete the old app password in
    their email account.

## A client who asked for help.

help = The client asked for help
help-when = Sent on { $when }
help-place = Where they are
help-happened = What happened
help-check-failed = Their last sign-in test failed
help-check-failed-cause = Their last sign-in test failed ({ $cause })
help-checks-used-up = They've used all of their sign-in tests for this hour
help-checks-used-up-cause = They've used all of their sign-in tests for this hour. The last one failed ({ $cause }).
help-records-wrong = The DNS records of their domain need a change
help-link-over = Their link has ended
help-note = They wrote
help-call = Call them
help-call-when = Between { $from } and { $until }
help-call-there = For the client, that's { $from } to { $until } ({ $offset }).
help-settle-what =
    Select this after you've helped. The client's page will say so, and the request leaves the board.
help-settle = I've helped
help-settling = Saving …

## The test of the client's sign-in.

test = Sign-in test
test-none = The client hasn't tested the sign-in yet.
test-unreachable = Couldn't reach the server
test-refused = Not run
test-client-saw = What the client saw
test-technician = For the technician
test-acts = Who needs to act
test-acts-client = The client. Their page explains what to do.
test-acts-administrator = The person who manages the client's email.
test-acts-technician = Your technician.
test-acts-provider = The provider's support team.
test-acts-wait = No one. The sign-in may work again later.
test-page = Go to the page where this can be fixed
test-cause = Cause: { $cause }
test-details = Steps and connection details
test-implicit-tls = Server: { $server }, with TLS from the start of the connection
test-starttls = Server: { $server }, with STARTTLS
test-when = Tested on { $when }.
test-by-browser =
    The client's browser ran the test and reported the result. The connection went through this server, which couldn't
    read it.
test-by-server = This server ran the test with the client's consent.
test-by-technician = A technician ran the test on their own computer.
test-tls = The connection used TLS { $version } with { $cipher }.
test-certificate = Certificate for { $names }, issued by { $issuer }, valid from { $from } to { $to }.
test-ports = Other ports: { $ports }.
test-port-answers = { $port } answers
test-port-failed = { $port } failed ({ $failure })
test-support = Report for the provider's support team

stage-token = Access token
stage-resolve = DNS lookup
stage-connect = Connection
stage-tls = Encryption
stage-greeting = Server greeting
stage-ehlo = Hello (EHLO)
stage-starttls = Switch to encryption (STARTTLS)
stage-auth = Sign-in
stage-sender = Permission to send from the address
stage-quit = Goodbye (QUIT)
stage-late = { $stage }: timed out

## The DNS records.

report = DNS records
report-none = Not checked yet. We check the records once we know the email provider.
report-domain = Domain: { $domain }
report-domain-host = Domain: { $domain }, DNS hosted by { $host }
report-extras = Optional improvements ({ $count })
report-passed = Passed ({ $count })
report-record = { $kind } record at { $name }
report-should-be = Correct value
report-now = Current value: { $value }
report-topic-domain = Domain
report-topic-extras = Optional

## Whether a configured website's own email arrives.

prove = Check that the website's email arrives
prove-why =
    Send one real message from the website. We check that it arrives, that it's authentic, and that it came through the
    client's email provider.
prove-begin = Wait for a message
prove-begin-busy = Creating an address …
prove-again = Wait for another message
prove-address = Address for the message
prove-how =
    Send a message from the website to this address: submit its contact form, place a test order, or request a password
    reset.
prove-how-recipient = If the form always writes to the same person, change its recipient to this address for the test.
prove-waiting = Waiting for the message …
prove-checking = The message arrived. Checking it …
prove-not-checked = The message arrived, but we couldn't check it
prove-not-checked-next = Wait for another message, and send one from the website again.
prove-until = The address accepts one message. It works until { $time } ({ $when }).

prove-timeout = Nothing arrived
prove-timeout-why = No message reached { $address } in time. These are the likely reasons:
prove-timeout-sending = The website doesn't send email. Look for an error in its mail plugin.
prove-timeout-recipient = The form still writes to its usual recipient. Change the recipient and try again.
prove-timeout-rejected =
    This server rejected the message, for example because it's larger than 256 KB. The website's mail log shows the reason.
prove-timeout-dns = { $host } has no MX or address record. Ask the person who manages this server to publish them.
prove-timeout-port = This server can't be reached on port 25. Ask the person who manages it to open this port.

prove-yes = The website's email arrives
prove-no = The website's message isn't right
prove-unknown = We can't tell yet
prove-judged = Checked on { $when }.
prove-details-deleted = We've deleted the details of this message.
prove-no-next = The details below show what failed.
prove-unknown-next =
    A DNS lookup timed out, or the message doesn't say enough. Try again in a few minutes with a new message.
prove-doubt-sender =
    No one has entered the address that the website should send from, and this message is from another domain. Send one
    from an address at the website's own domain.
prove-doubt-date = The message doesn't say when it arrived. Paste its whole source, including all headers.
prove-doubt-before =
    The message arrived before the website was configured. Send a new one from the website, and add that.
prove-doubt-results =
    The mailbox that got the message doesn't say what it checked. Send one to another mailbox, such as Gmail, and paste
    that.
prove-doubt-disagrees =
    The mailbox that got the message says that DMARC passes, but we found something wrong. Copying can change a message,
    so choose its file instead.
prove-wrong = What's still wrong
prove-better = What could be better
prove-needs-fixing = Needs fixing
prove-fix = What to do
prove-acts-client = The person who manages the client's domain.
prove-acts-wait = No one. Try again later.
prove-details = How the message arrived
prove-arrival = Delivery
prove-headers = Headers of the message
prove-last = The last message that we checked

prove-remind = Send a monthly reminder to test again
prove-remind-what =
    We send it 30 days after the last proof, and every 30 days after that until there's a new one. It goes to the person
    who tested last, or to the manager.

prove-elsewhere = Did the message arrive somewhere else?
prove-elsewhere-only =
    This server doesn't receive messages. Send one from the website to any mailbox, then add it here.
prove-source-what =
    Your browser sends the whole source to this server. The server checks it and keeps only the headers. Many email apps
    call the source "original" or "raw message".
prove-source-choose = { $button } or drop it here
prove-source-choose-button = Choose the message file (.eml)
prove-source-text = Source of the message
prove-source-check = Check this message
prove-source-checking = Checking …
prove-source-empty = Paste the whole source, including its headers.
prove-source-unusable = We couldn't use this file. Choose a message of at most 256 KB, without attachments.

## People.

people-key = Key: { $key }
people-no-key = Hasn't added a key yet
people-invited = Invited, hasn't signed in yet
people-deactivated = Deactivated, can't sign in

invite = Invite someone
invite-name = Name
invite-name-hint = Clients see this name.
invite-email = Email address
invite-no-role = Choose at least one role.
invite-create = Create the invitation
invite-creating = Creating the invitation …
invite-done = You invited { $name }
invite-emailed = We emailed a setup link to { $email }. It works once and expires in 7 days.
invite-by-hand =
    Send this setup link to { $name } yourself. It works once and expires in 7 days. We won't show it again.
invite-link = One-time link
invite-next = Invite someone else

roles = Roles
roles-manager = Manager: creates links and follows each client's progress
roles-technician = Technician: opens what clients send, using their own key
roles-administrator = Administrator: manages people and settings, sees all activity, and can do everything managers can

member-change = Change { $name }'s account
member-save-roles = Save the roles
member-password-link = Create a password reset link
member-setup-link = Create a new setup link
member-reset-factor = Also reset the authenticator app (if the phone and the recovery codes are both lost)
member-emailed =
    We emailed a one-time link to { $email }. It expires in 7 days. We also let { $name } and the other administrators
    know.
member-by-hand =
    First, call { $name } and make sure they really asked for this. Then send this link to { $name } yourself. It works
    once and expires in 7 days. We won't show it again.
member-sign-out = Sign out everywhere
member-deactivate = Deactivate
member-deactivate-what =
    We sign { $name } out right away and block new sign-ins. Clients no longer encrypt anything for { $name }.
    Anyone who has { $name }'s key can still open what was encrypted for that key before.
member-deactivate-name = Deactivate { $name }
member-keep = Keep the account
member-reactivate = Reactivate

remove-key = Remove { $name }'s key
remove-key-sure = Remove { $name }'s key?
remove-key-what =
    Clients won't encrypt anything new for this key. The key can still open what was sent before, and what comes in
    through links you've already sent. The board lists these onboardings and shows what to do about each one.
remove-key-do = Remove the key
remove-key-removing = Removing …
remove-key-keep = Keep the key

## Activity.

activity-what = Who did what, newest first. Passwords never appear here.
activity-older = Show older entries

## Settings.

retention = How long we keep data
retention-what = Enter a number of days for each. The server checks every minute and deletes anything older.
retention-wrong = Enter a number of days, up to 3650.
retention-saved = Saved. You can see every change under "Activity".
retention-save = Save
retention-saving = Saving …
retention-operator = Your server's operator set this. You can't change it here.
retention-sealed = Sealed settings, after the website is configured
retention-sealed-hint =
    Enter 0 to delete them right away. Clients see this number before they send anything, so a change applies only to
    new links.
retention-reports = DNS reports
retention-reports-hint =
    Counted from when the report was created. The headers of websites' messages are kept for the same number of days.
retention-checks = Sign-in tests
retention-checks-hint = Counted from when the test was run.
retention-activity = Activity
retention-activity-hint = Who did what. Older entries are deleted.
retention-closed = Closed onboardings
retention-closed-hint =
    We delete them with all their data, counting from the last change. The minimum is 30 days, so that clients can still
    read their receipts. If a client wants a reminder, we count from the day their client secret or certificate expires.

## How the agency appears to clients.

agency-what = Your clients see this on every page. Technicians and managers see only the name.
agency-name = Name
agency-name-hint = If you leave this empty, clients see "{ $name }", the name in your server's settings.
agency-color = Color
agency-color-hint = Buttons and links have this color. Enter it like #9b1c31, or pick one.
agency-color-pick = Pick a color
agency-preview = This is how your color looks
agency-preview-light = On light pages
agency-preview-dark = On dark pages
agency-preview-link = A link
agency-preview-drawing = A button in { $button } and a link in { $link }
agency-color-kept = Your clients can read this color, so we use it as it is.
agency-color-darker = We made your color darker so that people can read the buttons. You entered { $asked }, and the buttons are { $used }.
agency-color-dark-pages = On dark pages, the buttons are { $used } so that people can find and read them.
agency-logo = Logo
agency-logo-hint = A PNG, JPEG, WebP, or SVG file of at most { $kilobytes } kB. It's shown up to 160 pixels wide and 40 pixels high.
agency-logo-choose = { $button } or drop it here
agency-logo-choose-button = Choose a file
agency-logo-current = Your logo
agency-logo-chosen = Save to use this logo.
agency-logo-chosen-svg = Save to use this logo. We can show an SVG file only after it's saved.
agency-logo-removed = Save to remove your logo.
agency-logo-remove = Remove the logo
agency-logo-undo = Undo
logo-error-too-large = This file is too large. Use an image of at most { $kilobytes } kB.
logo-error-other-kind = This isn't an image we can use. Choose a PNG, JPEG, WebP, or SVG file.
logo-error-damaged = This image seems to be damaged. Export it again, then choose the new file.
logo-error-side = This image is too large or empty. Each side can have up to { $pixels } pixels.
agency-contact = Contact
agency-contact-what = Clients find this behind "Contact" at the top of every page. Leave out what you don't need.
agency-contact-name = Person or team
agency-contact-email = Email address
agency-contact-phone = Phone number
agency-contact-hours = When someone answers
agency-contact-hours-hint = For example: Monday to Friday, 9 to 5
agency-sender = Sender's name in emails
agency-sender-hint = If you leave this empty, emails come from the agency's name. The address stays the same.
agency-saved = Saved. Clients see it when they open or reload a page.
agency-save = Save
agency-saving = Saving …

## The key that signs links.

own-key = This browser's key
own-key-what =
    Your browser signs every link you create. The first time a technician opens something from you, they'll ask you
    for this key. It proves that you created the link and that the server didn't make it up.
own-key-only-here =
    Every browser has its own key. If you switch browsers or clear your browsing data, you'll get a new one.
own-key-none =
    You don't have a key in this browser yet. Your browser creates one when you create your first link, and signs every
    link with it.
