### Signing in, setting up an account, the authenticator app, the technician's key, and the account page.

## Sign in

sign-in-heading = Sign in
sign-in-who =
    This page is for your agency's team. Don't have an account yet, or forgot your password? Ask an administrator for a
    setup link. If an agency asked you for your email settings, open the link it sent you instead.
sign-in-email = Email address
sign-in-password = Password
sign-in-button = Sign in
sign-in-busy = Signing in …
sign-in-back = Back
sign-in-code-heading = Enter your code
sign-in-untold = You're signed out in this browser
sign-in-untold-why =
    The server didn't answer, so it doesn't know yet that you signed out. We'll tell it the next time you open this page.

## Set up an account

set-up-heading = Set up your account
set-up-once = You can use this link only once. After that, sign in with your email address and password.
set-up-name = Your name
set-up-name-hint =
    Clients and coworkers will see this name. If someone invited you, we'll use the name from the invitation instead.
set-up-email = Your email address
set-up-email-hint =
    You'll sign in with this address. If someone invited you, enter the address that the invitation went to.
set-up-password = New password
set-up-password-short =
    { $missing ->
        [one] This password needs 1 more character.
       *[other] This password needs { $missing } more characters.
    } Three or four words make a long password that's easy to remember.
set-up-button = Set password and sign in
set-up-busy = Setting up your account …
# Also on the account page.
new-password-hint =
    Use at least { $min } characters. Longer is better: choose three or four words, or let your password manager create
    a password.

## A code, or the password, before something changes

code-label = Code from your authenticator app
code-hint = 6 digits. The code changes every 30 seconds.
code-use-recovery = Use a recovery code
code-recovery-label = Recovery code
code-recovery-hint = Each code works only once.
code-use-app = Use your authenticator app
confirm-password = Your password
confirm-busy = One moment …
confirm-cancel = Cancel

## Add an authenticator app

app-heading = Add an authenticator app
app-why =
    Someone could guess, copy, or find your password. That's why you also need a code from an authenticator app to sign
    in.
app-sign-out = Sign out
app-open = Open your authenticator app or password manager.
app-scan = Add an account and scan this QR code.
app-type = Enter the 6-digit code that the app shows.
app-qr-code = QR code with the setup key
app-no-camera = Can't scan the QR code? Enter the setup key instead
app-key = Setup key
app-code = 6-digit code
app-confirm = Confirm
app-confirm-busy = Checking …
app-new-key = Create a new setup key
app-key-busy = Creating a setup key …
app-show-key = Show the QR code

## Recovery codes

recovery-heading = Save your recovery codes
recovery-what =
    If you lose your phone, you can sign in with a recovery code instead. Each code works once. You won't see these
    codes again, so print them or save them in your password manager.
recovery-file = Recovery codes for { $agency }. Each code lets you sign in once.
recovery-save = Save as a file
recovery-copy = Copy all
recovery-copied = Copied
recovery-kept = I've saved these codes in a safe place
recovery-continue = Continue

## My account

account-heading = My account

account-password-heading = Password
account-password-current = Current password
account-password-new = New password
account-password-button = Change password
account-password-busy = Changing your password …
account-password-changed = Your password was changed. You're now signed out everywhere else.

account-contact-heading = How clients reach you
account-contact-what =
    If you manage a client's onboarding, the client sees your name and these contact details on every page. If a manager
    leaves, an administrator's name and email address are shown instead.
account-contact-phone = Phone number (optional)
account-contact-phone-hint = For example, +1 415 555-0142. Clients on a phone can tap it to call you.
account-contact-email = Clients can see my email address
account-contact-button = Save
account-contact-busy = Saving …
account-contact-saved = Your contact details were saved.

account-app-heading = Authenticator app
account-app-none =
    You sign in with just your password. If you add an authenticator app, a stolen password isn't enough to get into your
    account.
account-app-since = On since { $date }. We ask for a code every time you sign in.
account-app-left =
    { $left ->
        [0] You've used all 10 recovery codes. Create new ones.
        [one] You have 1 of 10 recovery codes left.
       *[other] You have { $left } of 10 recovery codes left.
    }
account-app-add = Add an authenticator app
account-app-change = Switch to another app
account-app-new-codes = Create new recovery codes
account-app-remove = Remove
account-app-remove-confirm = Remove the authenticator app

account-sessions-heading = Where you're signed in
account-sessions-device = Unknown device
account-sessions-times = Signed in: { $since }. Last used: { $used }.
account-sessions-current = This device
account-sessions-end = End session
account-sessions-end-confirm = End this session
account-sessions-end-others = Sign out everywhere else

## My key

key-heading = My key
key-what =
    Clients' email settings are encrypted to your public key, and only your private key can open them. You keep the
    private key in a file that never reaches this server. Before we use a new key, you prove that it's yours: the server
    sends your browser a challenge, and your browser opens the challenge with the key file.

key-current-heading = Your current key
key-current-fingerprint = Your managers may ask you for the fingerprint: { $fingerprint }
key-current-public = Public key
key-current-keep =
    If you switch to a new key, keep the old key's file. You still need it for settings that clients have already sent,
    and for links they already have. Your managers will need to accept the new key. You and the administrators will get
    an email.

key-device = My key is on a device, such as a YubiKey
key-device-how =
    Browsers can't use a key on a device, but the command line can, with a plugin for age. Register the public key that
    starts with age1tag1, so that your clients' browsers can encrypt to it:

## Create a key

key-create-heading = Create a key here
key-create-how =
    Your browser creates the key and saves it as a file, locked with a passphrase. Store that file somewhere safe, such as
    your password manager.
key-create-passphrase = Passphrase for the file
key-create-passphrase-hint = Use at least { $min } characters. Four unrelated words make a good passphrase.
key-create-repeat = Repeat passphrase
key-create-short = This passphrase is too short. Use at least { $min } characters.
key-create-different = The passphrases don't match.
key-create-button = Create a key and save its file
key-create-busy = Creating your key … This takes a few seconds.
key-create-failed = We couldn't create the key

key-keep-heading = Store the file, then register the key
key-keep-what =
    Your browser downloaded { $file }. Move this file somewhere safe now. Anyone with this file and its
    passphrase can read the settings that clients send you. If you lose either one, you can't open those settings, and no
    one can restore the key.
key-keep-again = Save the file again
key-keep-kept = The file is in a safe place, and I know the passphrase
key-keep-register = Register the public key
key-keep-busy = Registering …

## Use a key that you have

key-own-heading = I already have an age key
key-own-current = Clients already encrypt their settings to this key.
key-own-next = Clients will encrypt their settings to this key: { $fingerprint }
key-own-button = Verify and use this key
key-own-busy = Verifying …
key-replaces = The new key replaces your current one. From then on, clients encrypt their settings to the new key.
key-unverified = We couldn't verify your key
