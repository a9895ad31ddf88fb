### What a technician reads: the queue, opened settings, and why something doesn't open.

## Queue

queue-heading = Queue
queue-what = Sealed settings to open, and websites that aren't configured yet.
queue-no-key = You haven't added a key yet
queue-no-key-why = Until you add a key, clients can't encrypt their settings for you. Adding one takes a minute.
queue-no-key-add = Add my key
queue-empty = Nothing to open or configure
queue-empty-when = Settings appear here as soon as a client sends them.
queue-empty-board = Go to the board
queue-deleting = Sealed settings scheduled for deletion
queue-deleting-save = These websites are configured. If you still need the settings, save them elsewhere before the date shown.
queue-more = These are the first { $count }. The rest will appear as you finish them.

## The key in this tab

held-key = Your key is in this tab's memory: { $fingerprint }
held-forget = Forget the key
held-no-passphrase = Your key file has no passphrase. Anyone who finds the file can read what clients send you.
held-add-passphrase = To add a passphrase, run: { $command }

## The key file

key-file-heading = Your key file
key-file-choose = { $button } or drop it here
key-file-choose-button = Choose your key file
key-file-hint =
    Use the file you saved when you created your key, or a file from age-keygen. We read it in this tab, never send it,
    and forget it when you leave.
key-file-paste = Paste the key instead
key-file-text = Text of the key file
key-file-use = Use this key

passphrase-heading = Your key file is locked
passphrase-label = Passphrase for the key file
passphrase-hint = We use the passphrase in this tab and never send it.
passphrase-button = Unlock
passphrase-busy = Unlocking … This takes a few seconds.
passphrase-other-file = Choose another file

## Open settings

open-heading = Open settings
open-back = Queue
open-for = Encrypted for { $names }.
open-other-key = These settings weren't encrypted to your key
open-failed = We couldn't open these settings
open-keys = These keys can open the file:
open-keys-next = Choose another key file, or ask one of these people.

## Opened settings

opened-heading = Email settings
opened-show = See the settings
opened-address = From address
opened-server = Server
opened-port = Port
opened-tls = Encryption (TLS from the start of the connection)
opened-starttls = Encryption (STARTTLS, which WordPress calls TLS)
opened-username = User name
opened-app-password = App password
opened-mailbox-password = Email password
opened-api-key = API key
opened-smtp-token = SMTP token
opened-smtp-password = SMTP password
opened-oauth-token = OAuth token
opened-client-secret = Client secret
opened-expires = Expiration date
opened-expired = { $date } (expired)
opened-private-key = Private key (PKCS #8, base64)
opened-tenant = Directory (tenant) ID
opened-application = Application (client) ID
opened-certificate = Certificate (DER, base64)
opened-account = Service account
opened-key-id = Key ID
opened-client-id = Client ID
opened-redirect = Redirect address
opened-wait = Once you know who sent these settings, you can copy them and see the password.
opened-blocked = Don't use these settings. You can't copy them here or see the password.
opened-note = Note from the client
opened-sealed-at = Encrypted on { $date }, according to the client's clock.

## Where they came from

origin-forged = Not authentic: don't use these settings
origin-other-link =
    The link that these settings came through wasn't created for this website, or someone changed the link. Tell your
    administrator.
origin-elsewhere =
    These settings open with your key, but they didn't come through this client's link. Someone else created or changed
    them. Call the client before you do anything with them, and tell your administrator.
origin-other-recipients = The recipient list doesn't match
origin-other-recipients-next =
    These settings came through this client's link, but they were encrypted for different people than the server lists.
    Someone you don't see here may be able to read them. Don't use these settings. Tell your administrator, and ask the
    client to create a new app password.
origin-unknown = We can't tell where these settings came from
origin-unknown-next =
    We couldn't open the client's link to find out. { $error } Before you use these settings, ask the client if they
    sent them.
origin-authentic = Authentic
origin-authentic-why =
    Someone with the link that { $manager } created for this website encrypted these settings. No one has changed them
    since.
origin-unchanged = Someone with this client's link encrypted these settings, and no one has changed them since.
origin-new-key = Is this { $manager }'s key?
origin-new-key-compare =
    A server could create a link like this one, but it can't fake a manager's key. Compare the key before you use any of
    these settings:
origin-another-key = You haven't compared this key with { $manager } yet
origin-another-key-compare =
    The key below isn't one that you've compared before ({ $known }). { $manager } may be using another browser, or a
    server may have created the link. Compare the key before you use any of these settings:
origin-key-where =
    { $manager } can find the key under "My account". You need to compare keys only once for each browser that
    { $manager } uses.
origin-key-same = The keys match
origin-no-manager = No manager signed this link
origin-no-manager-next =
    Either the link is old, or the server created it. Check with the client before you use any of these settings.

receipt-number = The client's receipt has the number { $number }. If you're not sure, call the client and compare the number.
receipt-ask = Or ask the client. If they sent these settings, their receipt has the number { $number }.
receipt-same = The client read this number to me
receipt-reencrypted = Re-encrypted by { $name } on { $date }, according to the file.
receipt-before = The file that the client sent has the number { $number }.

## Progress

progress-untold = The server doesn't know yet that you opened these settings
progress-untold-retry = Try again
progress-opening = Marking as opened …
progress-opened = Marked as opened.
progress-cleared = The website is configured, and the sealed settings are deleted
progress-cleared-client = The client can see this on their receipt.
progress-configured = The website is configured
progress-kept = We'll delete the sealed settings on { $date }.
progress-kept-save = Save the settings elsewhere before then.
progress-board = The manager can see this on the board.
progress-back = Back to the queue

saved-heading = Saved the settings elsewhere?
saved-why = If you've saved the settings in your password manager, this server doesn't need a copy.
saved-delete = Delete the sealed settings now

done-heading = Once the website can send email
done-deleted-now =
    Set up the website and wait until an email from it arrives. Then mark it as configured. We'll delete the sealed
    settings right away, as we told the client, so save them elsewhere first.
done-deleted-later =
    Set up the website and wait until an email from it arrives. Then mark it as configured. We'll delete the sealed
    settings { $days ->
        [one] 1 day
       *[other] { $days } days
    } later, as we told the client. If you've saved them elsewhere, you can delete them now.
done-mark = Mark as configured
done-mark-saved = Mark as configured and delete now
done-busy = Saving …

## Re-encrypt

reencrypt-heading = Re-encrypt for the current team
reencrypt-how =
    Your browser opens the client's settings with your key and checks that they came through the client's link. Then it
    encrypts them for your team's current technicians. You won't see the settings, and they won't be marked as opened.
    The file records that you did this.
reencrypt-back = Onboarding
reencrypt-button = Re-encrypt for these people
reencrypt-busy = Re-encrypting …
reencrypt-failed = The settings weren't re-encrypted
reencrypt-done = Re-encrypted
reencrypt-done-for = { $client }'s settings are now encrypted for your team's current technicians.
reencrypt-done-old = We deleted the old copy.
reencrypt-onboarding = Go to this onboarding

## Secrets and copying

secret-show = Show
secret-hide = Hide
secret-copy = Copy { $field }
secret-hidden-again = We'll hide this again after 30 seconds.
secret-not-copied = Your browser blocked copying. Choose Show, then select the text and copy it.
copy = Copy
copied = Copied
not-copied = Not copied

## Settings to paste

paste-heading = Settings to paste
paste-wordpress =
    Paste this into wp-config.php, above the line that says to stop editing. The WP Mail SMTP plugin reads the settings
    from there.
paste-fluentsmtp =
    In FluentSMTP, add the connection "Other SMTP", enter the server, port, encryption, and sender, and choose to store
    the login in wp-config.php. Then paste this into that file, above the line that says to stop editing.
paste-wordpress-plain =
    Save this as wp-content/mu-plugins/sealpost-mail.php, and create that folder if it doesn't exist. WordPress loads the
    file on its own, so there's nothing to activate. Turn off other mail plugins.
paste-laravel =
    Paste this into the file .env in the project's folder, and remove the old lines that start with MAIL_. Then run
    php artisan config:clear. If the site has queue workers, also run php artisan queue:restart.
paste-symfony =
    Paste this into the file .env.local in the project's folder. Then run php bin/console cache:clear, and restart the
    Messenger workers. If the folder has a file .env.local.php, run composer dump-env prod first.
paste-django =
    Paste this at the end of settings.py, and remove the old lines that start with EMAIL_ or MAILERS. Keep the password
    out of your repository. Then restart the app server, such as Gunicorn.
paste-rails =
    Paste this into config/environments/production.rb, above its last line. Keep the password out of your repository.
    Then restart Puma and the job workers.
paste-nodemailer =
    Save this as mail.mjs next to your code, and import "transport" from it. Keep that file out of your repository. Then
    restart Node.
paste-postfix =
    Add the first part to the end of /etc/postfix/main.cf, and save the second part as /etc/postfix/sasl_passwd. Run
    chmod 600 on that file, then run postfix reload. On Debian and Ubuntu, install libsasl2-modules too. Everything on
    this machine then sends from this address.
paste-msmtp =
    Paste this into the file ~/.msmtprc of the user that sends the mail, and run chmod 600 on it. There's nothing to
    reload.
paste-wordpress-client =
    Paste this into wp-config.php, above the line that says to stop editing. Then open the settings of WP Mail SMTP, and
    sign in with the mailbox.
paste-fluentsmtp-client =
    In FluentSMTP, add a connection for Google or Microsoft, and choose to store the keys in wp-config.php. Paste this
    into that file, above the line that says to stop editing. Then sign in with the mailbox.
paste-django-client =
    Paste the first part at the end of settings.py, and remove the old lines that start with EMAIL_ or MAILERS. Save the
    second part as sealpost_mail.py, next to manage.py, and keep it out of your repository. Then restart the app server,
    such as Gunicorn.
paste-rails-client =
    Save this as config/initializers/sealpost_mail.rb, and keep that file out of your repository. Add net-smtp 0.5 or
    later to the Gemfile. Then restart Puma and the job workers.
paste-msmtp-client =
    Paste the first part into the file ~/.msmtprc of the user that sends the mail. Paste everything after the second
    heading into ~/.msmtp-sealpost. Run chmod 600 on both files. The sealpost command must be installed on that machine.
paste-env =
    Paste this into the website's .env file. Keep that file out of your repository and out of folders that the web server
    publishes.
paste-platform = What does the website run on?
paste-group-wordpress = WordPress
paste-group-frameworks = Frameworks
paste-group-servers = Mail on a server
paste-group-other = Other
paste-cannot-kind = { $platform } can't sign in with this kind of secret. Choose one of these: { $platforms }.
paste-cannot-unknown-client = This client ID isn't from Google or Microsoft, so { $platform } has no settings for it.
paste-cannot-username-colon = { $platform } can't use a user name that contains a colon.
paste-cannot-username-ascii = { $platform } can't sign in with a user name that has characters other than ASCII.
paste-cannot-address-brace = { $platform } can't use an email address that contains a curly bracket.
paste-cannot-secret-ascii =
    { $platform } can't sign in with a password that has characters other than ASCII, such as ü. Use another password.
paste-cannot-secret-space =
    { $platform } removes spaces at the start or end of a password, and this one has some. Use another password.
paste-cannot-secret-long = This password is too long for { $platform }. Use a shorter one.
paste-which-reader = Which program reads this file?
paste-unknown-reader = I don't know
paste-copy = Copy these settings
paste-show-password = Show the password
paste-hide-password = Hide the password
paste-hidden = The password is hidden here, but it's copied in full.
paste-remark-no-form = We can't write the next value so that { $program } reads it correctly.
paste-remark-no-form-next = Set it there in another way, or use another password.
paste-remark-keeps-quotes = Caution: In the next line, { $program } takes the quotes as part of the value.
paste-remark-replaces = Caution: In the next line, { $program } replaces {"${"}…{"}"} or a backslash.
paste-remark-escapes = Caution: In the next line, { $program } reads the quotes or backslashes differently.
paste-remark-other = Caution: { $program } reads the next line differently.
paste-remark-choose = Choose the program that reads this file to get the right form for it.
paste-not-copied = Your browser blocked copying. Show the password, then select the text and copy it.

## Why something doesn't open

open-error-not-an-identity = This isn't an age key file. A key file has a line that starts with AGE-SECRET-KEY-1.
open-error-incomplete-identity =
    The key in this file is incomplete or was changed. Use the whole file, or a copy from your backup.
open-error-public-key =
    This is a public key, and you need a private key to open anything. Use the file with a line that starts with
    AGE-SECRET-KEY-1.
open-error-post-quantum =
    This is a post-quantum key, which Sealpost doesn't support yet. Create a standard key with sealpost keygen, or with
    age-keygen without -pq.
open-error-other-key =
    This is another kind of private key, such as an SSH key. You need an age key. Create one with sealpost keygen.
open-error-locked-identity = This key file is locked with a passphrase.
open-error-wrong-passphrase = This passphrase doesn't unlock the key file.
open-error-too-much-work =
    Unlocking this key file here would take too long. Unlock it with age first: age -d -o key.txt key.age
open-error-needs-plugin =
    This key is on a device, and only the device's plugin can use it. Use the command line instead: sealpost open
open-error-device = We couldn't use the device or plugin for this key. Connect the device and try again.
open-error-not-a-challenge =
    The server sent something other than a challenge for your key, so we sent nothing back. Tell your administrator.
open-error-wrong-identity =
    This key doesn't open the file. The file was encrypted for other technicians, or to one of your old keys.
open-error-damaged = The sealed file is damaged. Don't trust anything in it, and ask for a new copy.
open-error-version = A newer version of Sealpost encrypted this file. Update Sealpost, then open the file again.

## Why an age file doesn't open

file-error-not-age = This isn't an age file.
file-error-version = This age file uses a newer format than this program supports. Update Sealpost.
file-error-header = The header of this age file is damaged. Get the file again.
file-error-mac =
    The header of this age file was changed: its HMAC is wrong. Get the file again from the person who encrypted it.
file-error-armor =
    The text form (armor) of this age file is damaged. Copy everything from -----BEGIN to -----END, and nothing else.
file-error-payload = This age file is damaged or incomplete. Don't use the part that was decrypted.
file-error-no-match = This key doesn't open the file. The file was encrypted to other keys.
file-error-needs-key = This file is encrypted to a key, so a passphrase can't open it. Give your key file with -i.
file-error-wrong-passphrase = This passphrase doesn't open the file.
file-error-too-much-work = Unlocking this file here would take too long. Use age instead.
file-error-post-quantum =
    This file is encrypted to a post-quantum key, which Sealpost doesn't support yet. Use age 1.3 or later.
file-error-device = We couldn't use the device or plugin for this key. Connect the device and try again.
file-error-read = The file couldn't be read: { $error }.
file-error-write = The result couldn't be written: { $error }.

## Why the list of accepted technicians doesn't come from another device

accepted-error-device-key =
    A key on a device can't sync the list of technicians you accepted. This computer keeps its own list.
accepted-error-rolled-back =
    The server returned an older or changed copy of the list of technicians you accepted. Tell your administrator. For
    now, only the technicians you accepted on this device count.

## Why a key isn't accepted

recipient-error-not-a-key = This isn't an age public key. A public key starts with age1 and has 62 characters.
recipient-error-secret-key =
    This is a private key, so keep it to yourself. Enter the public key instead. It starts with age1.
recipient-error-needs-plugin =
    Encrypting to this key takes a plugin, which a client's browser doesn't have. If the plugin can show the key in the
    form that starts with age1tag1, use that form.
recipient-error-post-quantum =
    This is a post-quantum key, which Sealpost doesn't support yet. Create a standard key with sealpost keygen, or with
    age-keygen without -pq.
recipient-error-name = A technician's name must have 1 to 100 visible characters.
recipient-error-no-one = No technician has added a key yet, so no one could open what the client sends.
recipient-error-too-many = An onboarding can have at most 20 technicians.
recipient-error-twice = Two technicians have the same key.

## Why something isn't encrypted

seal-error-pin =
    The recipients don't match the people that the link was created for. Call the agency before you continue.
seal-error-note = The note is too long. Keep it under 1,000 characters.
seal-error-age = Encryption failed: { $error }

reseal-error-forged =
    These settings aren't authentic. They didn't come through this client's link, or the server lists different people
    than the ones who can read them. We didn't re-encrypt them. Call the client, and tell your administrator.
reseal-error-unknown = { $error } The settings weren't re-encrypted.
