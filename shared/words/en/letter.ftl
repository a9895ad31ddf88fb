### What a client reads from the guide on: how to get the password, the sign-in test, sending, and the domain's report.

## The guide to the password

guide-app-password = Create an app password
guide-app-password-done = I have the app password
guide-app-password-why =
    { $provider } doesn't let a website use your regular password. An app password is a separate password, just for
    your website. You can delete it at any time.
guide-mailbox-password = Get your mailbox ready
guide-mailbox-password-done = I have the password
guide-api-key = Create an API key
guide-api-key-done = I have the API key
guide-api-key-why = Your website can't sign in with your regular { $provider } password. It needs a separate API key.
guide-smtp-token = Create an SMTP token
guide-smtp-token-done = I have the token
guide-smtp-token-why =
    Your website can't sign in with your regular { $provider } password. It needs a separate SMTP token.
guide-smtp-password = Get your SMTP password
guide-smtp-password-done = I have the SMTP password
guide-smtp-password-why =
    Your website can't sign in with your regular { $provider } password. It needs a separate SMTP password.
guide-open-page = Open the page at { $provider }
guide-result = What you need:
hand-over-label = For your administrator
hand-over-what = You don't have to do this yourself. We can create a page for your administrator, with each step and each value.
hand-over-make = Send these steps to your administrator
hand-over-again = Create a new link
hand-over-send = Send this message to the person who manages Microsoft 365 for you.
hand-over-message-label = Message to your administrator
hand-over-message =
    Hi,

    Our website { $site } needs an app in Microsoft 365, to send email from { $mailbox }. Can you set it up? This page
    shows each step:

    { $link }

    It takes about half an hour. The values that you enter there are encrypted. The link works until { $date }.

    Thank you!

    { $client }
hand-over-share = Share the message
hand-over-waiting = Waiting for your administrator …
hand-over-opened = Your administrator has started.
hand-over-waits = This page continues on its own when the values arrive. You can close it and open your link again later.
hand-over-until = Your administrator's link works until { $date }.
hand-over-revoke = Cancel this link
hand-over-filled = Filled in by your administrator
hand-over-filled-next = You don't have to change anything here.
hand-over-filled-failed = The sign-in doesn't work with these values. Ask your administrator to check them.
hand-over-filled-again = The last test didn't pass. You can test again.
hand-over-received = Your administrator's values are here
hand-over-received-next = You changed these values, or entered something else. You can still use your administrator's.
hand-over-use = Use these values
hand-over-unreadable = We can't read the values
hand-over-unreadable-next = They didn't come from your administrator's link, or this page is too old. Reload the page first.
hand-over-failed = We couldn't create the link
hand-over-failed-next = Your browser has no random numbers. Try another browser.
guide-ending = Password sign-in is being phased out

guide-for-administrator = For the person who manages your email
guide-unavailable = What if the page says "not available"?
guide-unavailable-why =
    This usually means that a setting is turned off. The person who manages your email can turn it on. Show them this
    page.
guide-open-help = Open { $provider }'s help page
guide-notes = Good to know
guide-stuck = I'm stuck
guide-stuck-call = Call { $manager } and say that you're on step 3.
guide-stuck-later =
    We'll remember where you are. You can close this page and open the link again later, on any device.

## The guide for Microsoft 365 and Google: which way to send

ways-heading = How should your website send email?
ways-what =
    There are several ways to send from a mailbox at { $provider }. Answer these questions, and we'll show the best
    way first.
ways-software = What does your website run on?
ways-software-choose = Choose …
ways-wordpress = WordPress with this plugin
ways-wordpress-other = Other or none
ways-software-others = Other software
ways-software-other = Something else
ways-software-unknown = I don't know
ways-ask-manager = Ask { $manager } what your website runs on. You can also continue without knowing it.
ways-administrator = Are you the administrator of your organization's email?
ways-administrator-me = Yes, I am
ways-administrator-other = No, someone else is
ways-administrator-unknown = I'm not sure
ways-list = Ways to send, best first
ways-needs = What you need:
ways-ends = This way is ending:
ways-any = With your website's software, remember this for any way you choose:
ways-show = Show the steps
ways-back = Show all ways to send
ways-offer = There are other ways to send, too. Some websites don't need a password at all.
ways-password-known = Our passwords still work
ways-show-administrator = Show this page to your administrator. They can enter the values here with you.
ways-commands =
    Enter these 2 IDs, and copy the commands into PowerShell. If Exchange says that something already exists, go on
    with the next one.
ways-later = After you send your settings
ways-surprises = What often goes wrong
ways-for-you = Your part as the administrator
ways-for-microsoft = For the person who manages Microsoft 365
ways-for-google = For the person who manages Google Workspace
ways-for-technician = For your technician
ways-nothing =
    This way needs no password or key, so you don't enter anything here. Tell { $manager } that you chose it.
ways-have-values = I have the values
ways-have-key = I have the key file
ways-consent-hint = Put your own IDs in place of TENANT and APPLICATION.
label-consent = Link to approve the app
label-object = Object ID under Enterprise apps
label-commands = Commands for Exchange Online PowerShell
label-certificate-commands = Commands for a certificate
label-scope = OAuth scope

## Drawings of pages at Microsoft and Google, for people who can't see them

drawing-secrets = The list of client secrets. Copy the Value. The Secret ID next to it doesn't work.
drawing-consent = The app's permissions. "Grant admin consent" is next to "Add a permission".
drawing-delegation = A form with 2 fields: the client ID, which is a number, and the OAuth scope.
drawing-redirect = The plugin's settings. Copy the redirect address from there into the app.

## The guide, if the provider accepts no password

guide-closed = { $provider } doesn't accept sign-ins from websites
guide-closed-why = No password works here, so we won't ask you for one.
guide-closed-next = Choose another address or provider

## The guide, if we found the domain's own server

guide-own-password = Get your email password
guide-own-server =
    Your email goes out through { $server }, port { $port }. We filled that in for you. You only need the password for
    { $address }.
guide-forgotten = I don't know the password
guide-forgotten-reset = No one can look up your old password, but you can set a new one at your web host:
guide-forgotten-cpanel = In cPanel, open "Email Accounts" and choose "Manage" next to the mailbox.
guide-forgotten-plesk = In Plesk, open "Mail" and choose the mailbox.
guide-forgotten-elsewhere = In other control panels, look for an "Email" or "Mailboxes" page.
guide-forgotten-devices = After that, enter the new password on your phone and in your email app, too.

## The guide, if we know nothing about the provider

guide-four = Get 4 details from your email provider
guide-four-where =
    Look in your provider's help pages or welcome email. Or look for "outgoing mail" or "SMTP" in your email app's
    account settings.
guide-four-host = { $label }: often called "SMTP server" or "outgoing server"
guide-four-port = { $label }: usually 465 or 587
guide-four-username = { $label }: usually your full email address
guide-four-password =
    { $label }: the one you sign in with, or an app password if your provider requires one
guide-four-done = I have all 4 details

## The settings

details-other = Enter your email settings
details-app = Enter the app's values
details-app-where = The person who set up the app has these. They're on its page in Microsoft Entra.
details-plugin-where = The person who set up the app has these. Your website's plugin needs them, too.
details-other-where = The person who set up this account has these. Use its own user name, and not your mailbox's.
details-key = Add the key file
details-key-where = This file comes from Google Cloud. The person who set up the service account has it.
details-app-password = Paste the app password
details-mailbox-password = Enter your email password
details-api-key = Paste the API key
details-smtp-token = Paste the SMTP token
details-smtp-password = Enter the SMTP password
details-filled-in = We filled in everything we know. Nothing has been sent yet.

details-kept = This page was reloaded
details-kept-passed = Your sign-in test passed
details-kept-password = We kept everything except your password. Enter it again to continue.
details-kept-key = We kept everything except your API key. Paste it again to continue.
details-kept-app = We kept everything except the client secret. Paste it again to continue.
details-kept-key-file = We kept everything except the key file. Add it again to continue.
details-kept-token = We kept everything except your SMTP token. Paste it again to continue.

label-app-password = App password
label-mailbox-password = Email password
label-api-key = API key
label-smtp-token = SMTP token
label-smtp-password = SMTP password
label-tenant = Directory (tenant) ID
label-tenant-optional = Directory (tenant) ID (optional)
label-application = Application (client) ID
label-client-secret = Client secret (the Value)
label-expires = Expiration date (optional)
expires-hint = Entra shows it beside the secret, under "Expires". A certificate has its own date.
expires-not-a-day = That isn't a full date. Enter the day, month, and year, or clear the field.
expires-past = This secret has already expired. Create a new one in Microsoft Entra.
expires-far = That date is more than 5 years away. Check the year.
expires-missing = Enter the date, or clear the box below. A reminder needs a date.
expires-remind = Remind { $agency } before it expires
expires-remind-what = For the reminder, we store this date outside the sealed file, and nothing else.
label-client-id = Client ID
label-google-secret = Client secret
label-redirect = Redirect address
label-key-file = Text of the key file (JSON)
label-mailbox = Mailbox
app-id-hint = From the app's Overview page
app-tenant-wrong = That isn't a tenant ID. Copy the Directory (tenant) ID from the app's Overview page.
app-application-wrong = That isn't an application ID. Copy the Application (client) ID from the app's Overview page.
app-object-wrong = That isn't an Object ID. Copy it from the app's page under Enterprise apps.
app-host = An app works only with { $host }.
certificate-none = There's no certificate here. Add it to its private key.
certificate-no-key = There's no private key here. Add it to the certificate.
certificate-several-keys = There's more than one private key here. Use only the one for this certificate.
certificate-encrypted = A password protects this private key. Ask your administrator for a key without one.
certificate-other-form = This private key has the wrong format. Ask your administrator for one in the PKCS #8 format.
certificate-not-rsa = Microsoft can't use this type of key. Ask your administrator for an RSA key.
certificate-key-length = This key has the wrong length. Ask your administrator for one with 2048, 3072, or 4096 bits.
certificate-other-key = This private key belongs to another certificate. Use the two that belong together.
certificate-damaged = Part of the certificate or the key is missing. Copy the whole file again.
certificate-too-long = This is too long for a certificate and its key. Copy only those two.
app-secret-is-id = That's the secret's ID. Copy its Value instead. Microsoft shows it only once.
client-id-hint = From the client's page in Google Cloud
client-id-wrong = That isn't a client ID. Copy it again from the app's page.
redirect-hint = Your plugin's settings show it. Use exactly the same address here.
redirect-wrong = That isn't a full web address. It has to start with https:// and have no spaces.
key-choose = Or choose the file, or drop it here
key-found = This is the key of { $account }.
key-not-json = This isn't a key file. You need the file whose name ends in .json.
key-other-kind = This file is for something else. You need the key of a service account.
key-incomplete = A part of this file is missing or damaged. Get a new key file.
key-unreadable = We couldn't read this file. Open it in a text editor, and paste its text.
label-username = User name
label-host = Server name
label-port = Port
label-encryption = Encryption

## The field for the password

secret-paste = Type or paste it here.
secret-expected = Expected: { $shape }
secret-show = Show
secret-hide = Hide
secret-removed-spaces = { $count ->
    [one] We removed 1 space.
   *[other] We removed { $count } spaces.
}
secret-removed-quotes = We removed the quotation marks.
secret-removed-both = { $count ->
    [one] We removed 1 space and the quotation marks.
   *[other] We removed { $count } spaces and the quotation marks.
}
secret-undo = Undo
secret-remove = Remove
secret-unusual =
    This provider's passwords and keys usually look different. If you're sure that you copied all of it, continue.

## The server's fields

server-summary = Server: { $host }, port { $port }
server-choice = { $host }, port { $port }
server-leave = These settings come from your provider. Change them only if your provider or agency tells you to.
server-where =
    Look for "SMTP" or "outgoing server" in your web host's control panel or welcome email. In cPanel, open "Email
    Accounts" and choose "Connect Devices" next to the mailbox.
server-template = It looks like { $template }. You'll find yours on your provider's page.
server-usual-ports = Usually 465 or 587
server-others = This provider's servers
server-two-ports =
    This server name ends with port { $port }, but the Port field has a different one. Remove one of the two.

## The sign-in test

check-before = Test your sign-in
check-running = Testing your sign-in …
check-waiting = Waiting for your connection
check-failed-here = The test didn't start
check-passed = Your sign-in works
check-failed = Your sign-in doesn't work yet
check-what =
    Your browser signs in to { $server }. The connection goes through { $agency }'s server, but that server can't read
    it. Everything is encrypted all the way to your provider. No email is sent.
check-start = Test the sign-in
check-skip = Skip the test
check-again = Try again
check-brief = This takes a few seconds. No email is sent.
check-slow = The server is taking a while. We'll wait up to { $seconds } seconds.
check-part-missing = Part of this page didn't load. Trying again often works.
check-part-broken =
    Part of this page doesn't work in this browser or on this network. Try another browser, or skip the test. { $names }
    will test the sign-in later.
check-by-server =
    Part of this page doesn't work in this browser or on this network. If you agree, { $agency }'s server can run the
    test instead. That server then sees your password for this one test. It signs in to { $server }, forgets the
    password, and saves nothing.
check-by-server-app =
    Part of this page doesn't work in this browser or on this network. If you agree, { $agency }'s server can run the
    test instead. That server then sees the app's client secret for this one test. It signs in to { $server }, forgets
    the secret, and saves nothing.
check-by-server-key =
    Part of this page doesn't work in this browser or on this network. If you agree, { $agency }'s server can run the
    test instead. That server then sees the account's key for this one test. It signs in to { $server }, forgets the
    key, and saves nothing.
check-by-server-start = Let the server run the test

check-by-plugin = We can't test this sign-in
check-by-plugin-why =
    Your website's plugin signs in without us, after you agree to it there. Send the values now. { $names } will set up
    the plugin, and then you sign in once.

check-limit = You can test again at { $time }
check-limit-why = { $minutes ->
    [one] That's in 1 minute. You've used all 5 tests for this hour. More tests could lock your mailbox.
   *[other] That's in { $minutes } minutes. You've used all 5 tests for this hour. More tests could lock your mailbox.
}
check-limit-call = Can't wait? Call { $manager } at { $agency }.
check-tries-left = { $count ->
    [one] You have 1 try left this hour. This limit keeps your provider from locking your mailbox.
   *[other] You have { $count } tries left this hour. This limit keeps your provider from locking your mailbox.
}

## The stages of the test

stage-token = Get permission to sign in
stage-token-ok = Permission received
stage-token-failed = Permission not given
stage-token-timed-out = No answer about the permission
stage-resolve = Find the server
stage-resolve-ok = Server found
stage-resolve-failed = Server not found
stage-resolve-timed-out = DNS lookup timed out
stage-connect = Connect
stage-connect-ok = Connected
stage-connect-failed = Couldn't connect
stage-connect-timed-out = The server didn't answer
stage-encrypt = Encrypt the connection
stage-encrypt-ok = Connection encrypted
stage-encrypt-failed = Couldn't encrypt the connection
stage-encrypt-timed-out = Encryption timed out
stage-greeting = Wait for the server greeting
stage-greeting-ok = Server greeting received
stage-greeting-failed = Server greeting failed
stage-greeting-timed-out = Server greeting timed out
stage-sign-in = Sign in
stage-sign-in-ok = Signed in
stage-sign-in-failed = Sign-in failed
stage-sign-in-timed-out = Sign-in timed out
stage-sender = Check permission to send as { $address }
stage-sender-ok = Allowed to send as { $address }
stage-sender-failed = Not allowed to send as { $address }
stage-sender-timed-out = Couldn't check permission to send as { $address }
stage-running = Checking …
stage-seconds = { $seconds } s
stage-instant = under 0.01 s

## What came of the test

outcome-passed = Your website can send email with these settings.
outcome-passed-app = The app can sign in to this mailbox. { $names } will check that it can also send.
outcome-passed-key =
    The service account can sign in to this mailbox. { $names } will check that it can also send.
outcome-slow = The server is slow. It took { $seconds } seconds to answer.
outcome-by-browser = Your browser ran this test. { $agency }'s server couldn't see your password.
outcome-by-browser-app = Your browser ran this test. { $agency }'s server couldn't see the app's secret.
outcome-by-browser-key = Your browser ran this test. { $agency }'s server couldn't see the account's key.
outcome-by-server = { $agency }'s server ran this test.
outcome-by-technician = A technician ran this test on their own computer.
outcome-unfinished = The test didn't finish
outcome-for-administrator = The person who manages your organization's email needs to do this.
outcome-for-technician =
    You don't need to fix this. { $names } can take care of it. Send your settings as they are.
outcome-for-provider = Only your provider's support team can fix this.
outcome-wait = This problem may go away on its own. Try again later.
outcome-correct-password = Correct the password
outcome-correct-app = Correct the app's values
outcome-correct-key = Replace the key file
outcome-edit = Edit the settings
outcome-open-page = Open the page where you can do this
outcome-use-port = Use port { $port }
outcome-send = Send the settings as they are

outcome-server-said = What the server said
outcome-technician = For a technician: { $text }
outcome-certificate = The server's certificate
outcome-certificate-names = Issued to
outcome-certificate-issuer = Issued by
outcome-certificate-from = Valid from
outcome-certificate-until = Valid until
outcome-support = For your provider's support team
outcome-support-what = Copy these details into your message to your provider. They don't contain your password.
outcome-support-copy = Test details
outcome-send-anyway = Send the settings anyway
outcome-send-anyway-what =
    You can send these settings as they are. { $names } will see that the sign-in doesn't work yet and may contact you.
outcome-send-anyway-button = Continue without a working sign-in

## Sending

seal-heading = Check your settings and send them
seal-what =
    This is what you're sending. Your browser encrypts it for { $names }. Only they can read it.
seal-deletion = { $days ->
    [0] We delete your settings from the server as soon as your website is set up.
    [one] We delete your settings from the server within 1 day after your website is set up.
   *[other] We delete your settings from the server within { $days } days after your website is set up.
}
seal-tested-before = Your test passed before this page was reloaded
seal-tested-before-next =
    If you entered the same password again, you can send your settings now. If not, test them first.
seal-tested-before-app =
    If you entered the same client secret again, you can send your settings now. If not, test them first.
seal-tested-before-certificate =
    If you entered the same certificate again, you can send your settings now. If not, test them first.
seal-tested-before-key =
    If you added the same key file again, you can send your settings now. If not, test them first.
seal-test-again = Test again
seal-unverified = This sign-in isn't verified yet
seal-unverified-next =
    You can still send your settings. The technicians will see that the sign-in isn't verified and may contact you.
seal-plugin = No one has tested this sign-in yet
seal-plugin-next = After you send your settings, { $names } will set up the plugin. Then you sign in once.
seal-note = Note for the technicians (optional)
seal-note-hint = We encrypt your note, too. Example: Our cash register also uses this mailbox.
seal-send = Encrypt and send
seal-sending = Encrypting and sending …
seal-show-receipt = Show the receipt

seal-address = Sends from
seal-provider = Email provider
seal-server = Server
seal-server-value = { $host }, port { $port }, { $encryption }
seal-password = Password
seal-app = App
seal-key = Service account
seal-expires = Expiration date
seal-password-value = Included, but not shown here
seal-keys = Encryption keys
seal-keys-what = If you like, call these people and compare their keys over the phone.

seal-failed = We couldn't encrypt your settings
seal-failed-people =
    The people who could read your settings aren't the ones your link names. Call the agency before you continue.
seal-failed-note = Your note is too long. Keep it under 1,000 characters.
seal-failed-reason = Nothing was sent. Please tell the agency what this page says: { $reason }

## Help, below every step

help-sent = Sent to { $name } at { $time }
help-sent-on = Sent to { $name } on { $date }
help-sent-next = You'll hear back from { $name }. You can go on in the meantime, or come back later.
help-sent-call = You asked { $name } to call { $phone }. Time: { $time }.
help-sent-call-over = That time has passed. Call { $name }, or send another message.
help-sent-call-over-no-phone = That time has passed. Send another message, and choose another time.
help-settled = { $name } marked this as solved at { $time }.
help-settled-on = { $name } marked this as solved on { $date }.
help-settled-next = Still stuck? Send another message.
help-write = Send { $name } a message
help-again = Send another message
help-note = What happened? (optional)
help-note-hint = One sentence is enough. Please don't write passwords here.
help-note-secret = Your message contains the password or key from this page. Remove it, then send your message again.
help-note-long = This message is too long. Use at most { $max } characters.
help-call-me = Would you like { $name } to call you?
help-call-no = No, a message is enough
help-time-today = Today from { $from } to { $until }
help-time-tomorrow = Tomorrow from { $from } to { $until }
help-time-day = { $day } from { $from } to { $until }
help-time-date = { $date } from { $from } to { $until }
help-time-passed = That time has passed. Choose another one.
help-phone = Your phone number
help-what = { $name } will see where you are and what happened. Your password stays on your device.
help-send = Tell { $name } that I'm stuck
help-send-call = Ask { $name } to call me
help-sending = Sending …

## The receipt

receipt-done = You're done
receipt-done-what = Thank you. We sent your encrypted email settings to { $names }.
receipt-deleted = Your settings are deleted
receipt-deleted-set-up = Your website is set up, and we deleted your settings from the server.
receipt-deleted-withdrawn = You withdrew your settings, and we deleted them from the server.
receipt-deleted-closed = The agency closed this link, and we deleted your settings from the server.

receipt-label = Receipt
receipt-to = To
receipt-from = From
receipt-for = For
receipt-contents = Contains
receipt-contents-value = Your website's email settings, including the password
receipt-sent = Sent
receipt-encrypted-again = Encrypted again
receipt-encrypted-again-value = By { $person }, { $time }
receipt-deletion = Will be deleted
receipt-deletion-days = { $days ->
    [0] As soon as your website is set up
    [one] Within 1 day after your website is set up
   *[other] Within { $days } days after your website is set up
}
receipt-deletion-date = No later than { $time }
receipt-deletion-done = Deleted
receipt-deletion-saved = { $time }, because your agency saved the settings elsewhere
receipt-deletion-set-up = { $time }, because your website is set up
receipt-deletion-withdrawn = { $time }, because you withdrew your settings
receipt-deletion-closed = { $time }, because your agency closed the link
receipt-number = Receipt number
receipt-number-what =
    To make sure that your settings arrived unchanged, call { $agency }. Use a number that you already know. Then read
    them this number.
receipt-print = Print this receipt

receipt-proven = Your website's email works
receipt-proven-what =
    On { $date }, your website sent a message from { $address }. It arrived, and others can see that it's really from
    you.
receipt-proven-encrypted = It was encrypted on its way.

receipt-domain = Want to make sure that your emails arrive? We can check your domain's email records in a few seconds.
receipt-domain-check = Check my domain
receipt-domain-right = We checked your domain. Its email records are correct.
receipt-domain-show = Show the domain check

receipt-withdraw = Withdraw your settings
receipt-withdraw-what =
    This permanently deletes your settings from the server and closes your link. If someone already opened the settings,
    also delete the app password at your provider.
receipt-withdraw-button = Withdraw and delete my settings

## What happens next: on the receipt, and below a report without faults

next-heading = What happens next
next-open = { $names } will open your settings and set up your website. This page will tell you when they do.
next-opened = Your settings were opened on { $time }. Your website is being set up.
next-set-up = Your website is set up. You don't need to do anything else.
next-deletion = { $days ->
    [0] We'll delete your settings as soon as your website is set up. Once it's set up, you'll see the date here.
    [one] We'll delete your settings within 1 day after your website is set up. Once it's set up, you'll see the date here.
   *[other] We'll delete your settings within { $days } days after your website is set up. Once it's set up, you'll see
        the date here.
}
next-deletion-date = We'll delete your settings no later than { $time }.
next-help = If something is wrong, contact { $manager }, who sent you this link.
next-help-or-withdraw =
    If something is wrong, contact { $manager }, who sent you this link. You can also withdraw your settings.
next-nothing = You don't need to do anything else.
next-withdrawn = No one can open your settings anymore.
next-withdrawn-opened = Your settings were opened on { $time }. Also delete the app password at your provider.
next-new-link = If you got a new link, please use that one.

## The domain's report

report-heading = Will your email be trusted?
report-checking = Checking your domain …
report-next = Here's what happens next:
report-check-again = Check again
report-back = Back to the receipt
report-print = Print
report-optional = Nice to have, but not required
report-host = The DNS records for { $domain } are managed at { $host }.
report-host-path = Go to: { $path }.
report-host-ask = Ask { $host } where you can change DNS records.
report-host-open = Open { $host }
report-host-notes = Good to know about { $host }

summary-right = Everything is set up correctly. Your email is trusted.
summary-change = { $count ->
    [one] Make 1 change, and your email will be trusted.
   *[other] Make { $count } changes, and your email will be trusted.
}
summary-change-needed = { $count ->
    [one] Your domain needs 1 change.
   *[other] Your domain needs { $count } changes.
}
summary-better = { $count ->
    [one] Your email is trusted. 1 thing could still be better.
   *[other] Your email is trusted. { $count } things could still be better.
}
summary-silent = We couldn't check your domain just now.
summary-nothing-wrong = We found nothing wrong in your public records.
summary-nothing-wrong-better = { $count ->
    [one] We found nothing wrong in your public records. 1 thing could be better.
   *[other] We found nothing wrong in your public records. { $count } things could be better.
}
summary-nothing-wrong-so-far = We found nothing wrong in the checks that finished.
summary-nothing-wrong-so-far-better = { $count ->
    [one] We found nothing wrong in the checks that finished. 1 thing could be better.
   *[other] We found nothing wrong in the checks that finished. { $count } things could be better.
}
summary-better-too = { $count ->
    [one] 1 other thing could be better, too.
   *[other] { $count } other things could be better, too.
}
summary-look-up = { $count ->
    [one] You have 1 thing to look up at your provider.
   *[other] You have { $count } things to look up at your provider.
}
summary-unchecked = { $count ->
    [one] We couldn't check 1 thing just now. That doesn't mean that anything is missing.
   *[other] We couldn't check { $count } things just now. That doesn't mean that anything is missing.
}
summary-paste-unused = We couldn't use some of the lines you pasted. See why below.

servers-heading = What each nameserver says
servers-silent = didn't answer
servers-same = same record
servers-old = still the old record
servers-spread = { $record }: found on { $on } of { $of } nameservers.
servers-stale-minutes = { $minutes ->
    [one] Some people may still see the old record for up to 1 minute.
   *[other] Some people may still see the old record for up to { $minutes } minutes.
}
servers-stale-hours = Some people may still see the old record for up to { $hours } hours.

## A finding

finding-right = Correct
finding-better = Could be better
finding-wrong = Needs a change
finding-look-up = Please look this up
finding-unchecked = Couldn't check
topic-spf = Allowed senders (SPF)
topic-dkim = Signature (DKIM)
topic-dmarc = Rule for fake email (DMARC)
topic-mx = Incoming email (MX)
topic-domain = Your domain
topic-extras = Extras
finding-technician = For a technician
finding-zone = Zone file format
finding-now = Now
finding-type = Type
finding-name = Name
finding-name-empty = Leave this field empty.
finding-value = Value
finding-new-value = New value
finding-value-at-provider = You'll find the value on your provider's page.
finding-remove = Remove this { $type } record for { $name }.

## Records pasted from the provider's page

paste-heading = Records from your provider's page
paste-label = Paste the records from your provider's page here
paste-hint =
    On that page, select the whole table of DNS records and copy it. Include names and values. We'll sort out which is
    which.
paste-button = Check these records
paste-checking = Checking …
paste-compared = We compared these records with your domain's records.
paste-not-in-it =
    The records we need aren't in the text you pasted. Copy the whole table of DNS records from your provider's
    page.
paste-empty = This field is empty. Copy the records from your provider's page and paste them here.
paste-too-long = This text is too long. Paste only the table of DNS records.

## The message to the person who manages the domain

pass-on-button = Email these changes to the person who manages your domain
pass-on-subject = DNS changes for { $domain }
pass-on-greeting =
    Hello,

    Please make these DNS changes so that our email is trusted:
pass-on-name = Name: { $name }
pass-on-type = Type: { $type }
pass-on-now = Now: { $value }
pass-on-new-value = New value: { $value }
pass-on-see-provider = New value: see the provider's page
pass-on-remove = New value: none. Remove this record.
