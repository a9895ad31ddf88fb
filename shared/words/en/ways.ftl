### Ways to send without a password, for the client: their names, why one is suggested, what it needs, what to know
### before choosing it, and the client's steps. The administrator's steps are in administrator.ftl.
### needs-* says what a way needs and who has to do it. because-* is two sentences. caution-* is one thing.

## Ways at Microsoft 365

way-sending-service = A sending service
way-app-scoped = An app that can only send, and only from one mailbox
way-app-classic = An app with full access to one mailbox
way-plugin-microsoft = Microsoft sign-in with { $plugin }
way-azure = Azure Communication Services
way-connector = A connector that knows your server
way-high-volume = High Volume Email, for your own organization
way-password = The mailbox's password

needs-sending-service =
    You need an account at a sending service. The person who manages your domain has to add a few DNS records.
needs-app-scoped =
    Your Microsoft 365 administrator creates an app and runs a few commands. This takes about half an hour, and up to 2
    more hours before it works.
needs-app-classic =
    Your Microsoft 365 administrator creates an app, approves it, and runs a few commands. This takes about half an
    hour, and up to 2 more hours before it works.
needs-plugin-microsoft =
    Your Microsoft 365 administrator creates an app and approves it. Then someone signs in once, with the mailbox that
    will send.
needs-azure =
    Your administrator needs an Azure subscription. The person who manages your domain has to add a few DNS records.
needs-connector =
    Your server needs a fixed IP address of its own, and port 25 has to be open. Your administrator adds the connector.
needs-high-volume = Your administrator creates a special account. Microsoft bills it through an Azure subscription.
needs-password =
    You need the mailbox's password. Your administrator might have to turn on "Authenticated SMTP" for the mailbox.

## Ways at Google

way-app-password = An app password
way-plugin-google = Google sign-in with { $plugin }
way-relay = Google's SMTP relay
way-service-account = A service account

needs-app-password = You need a Google account with 2-Step Verification. You can do this alone.
needs-plugin-google =
    Your technician creates a client ID in Google Cloud. Then you sign in to Google once, on your website.
needs-relay = You need Google Workspace, and a server with a fixed IP address. Your Google administrator adds the relay.
needs-service-account =
    Your technician creates the account in Google Cloud. Your Google administrator has to allow it to send.

## Why a way is suggested

because-only-dns =
    A sending service is made for websites, and it keeps working when Microsoft or Google changes its rules. No one has
    to change your email account.
because-one-mailbox =
    Your website gets its own key, which can only send, and only from one mailbox. The key keeps working when someone
    changes a password.
because-older-rights =
    Use this if your administrator can't set up an app that only sends. Your website gets its own key here, too.
because-own-plugin = Your website's plugin can do this. Someone signs in once, and the website never gets the password.
because-paid-edition =
    The paid version of your website's plugin can do this. Someone signs in once, and the website never gets the
    password.
because-free-plugin = This plugin is free and can do it. Your technician adds it to your website.
because-plain-settings =
    This works with any software, because it has a normal user name and password. Microsoft made it for apps and
    websites.
because-trusted-server =
    Your email provider knows your server by its IP address. There's no password that can expire or get lost.
because-own-recipients =
    All your messages stay within your organization. This account is made for them, and any software can use it.
because-still-on = Passwords still work in most organizations. Use one only until another way is ready.
because-known-to-work = Your organization still accepts passwords. Use one only until another way is ready.
because-quick = You can create an app password yourself in a few minutes. It has no end date.
because-no-sign-in = No one has to sign in. This also works if your organization doesn't allow app passwords.

## What to know before choosing a way

caution-not-in-sent-folder = Messages from the website don't show up in your mailbox's Sent folder.
caution-secret-expires =
    The key (client secret) expires within 24 months. After that, your website can't send until it gets a new one.
caution-needs-powershell = Your administrator has to use PowerShell, because some of the steps have no web page.
caution-mailbox-limits = The mailbox can send 30 messages a minute and reach 10,000 recipients a day.
caution-opens-the-mailbox = The app can also read the mailbox. Use a separate mailbox for the website.
caution-graph-reaches-all =
    Don't give any app the "Mail.Send" application permission of Microsoft Graph. With it, an app can send from every
    mailbox.
caution-plugin-reads-mail = The plugin also asks to read and change mail. Use a separate mailbox for the website.
caution-consent-lapses = The sign-in ends after 90 days without use, or when an administrator revokes it.
caution-costs-money = The paid version costs money every year.
caution-needs-own-server = This doesn't work on shared web hosting.
caution-whole-server-sends = Every program on that server can send as your domain.
caution-own-recipients-only = This can't reach customers, or anyone else outside your organization.
caution-charged-by-use = Microsoft charges for what you send.
caution-starts-small = At first, you can send only 100 messages an hour. Microsoft raises this limit if you ask.
caution-keep-security-defaults =
    Don't turn off security defaults or multifactor sign-in for this. That makes your whole organization less safe.
caution-opens-every-mailbox =
    The account's key opens every mailbox in your organization. Use this only if nothing else works.
caution-testing-ends = While the app is in testing, Google ends the sign-in after 7 days.
caution-new-password-ends = If you change your Google password, you have to set this up again.
caution-not-your-domain =
    A personal Gmail account can't sign mail for your own domain. More of your messages will end up as spam.

## The client's steps

step-choose-service = Choose a sending service. Your agency can help you choose.
step-add-records =
    Add your domain at the service. Copy the DNS records that it shows you, and add them at your DNS host.
step-enter-service-key = Create an API key or an SMTP password at the service, and enter it on this page.
step-find-microsoft-administrator =
    Find out who manages Microsoft 365 for you. Often, it's an IT company or the person who set up your email.
step-find-google-administrator =
    Find out who manages Google Workspace for you. Often, it's the person who set up your email.
step-choose-mailbox = Choose the mailbox that will send, such as info@yourdomain.com. Don't use your own mailbox.
step-send-administrator-page = Send your administrator the link to their page. It shows each step and each value.
step-administrator-enters-values = Your administrator enters the new values there. You don't have to copy anything.
step-ask-server-address = Ask your technician for your server's IP address, and whether it can change.
step-ask-for-plugin = Your technician adds the plugin, if your website doesn't have it yet, and enters the values.
step-sign-in-on-website = Open the plugin's settings on your website, and choose the button to sign in.
step-check-account =
    Sign in with the mailbox that will send, and not with your own. Check the address before you accept.
step-note-expiry = Ask your administrator when the key expires. Set a reminder for 2 weeks before that day.
step-wait = Wait up to 2 hours. Microsoft needs that long to apply some changes.
step-send-test = Send a test message from your website. Check that it arrives.
step-ask-for-smtp-auth = Ask your administrator to turn on "Authenticated SMTP" for that mailbox.
step-enter-password = Enter the mailbox's password on this page. Your browser encrypts it before sending it.
step-plan-change = Choose another way now, and change to it before passwords end.
step-turn-on-two-steps = Turn on 2-Step Verification in your Google account, if it's off.
step-create-app-password = Open the app passwords page. Type a name such as "Website", and choose "Create".
step-enter-app-password = Copy the 16 letters, and enter them on this page. Google shows them only once.
