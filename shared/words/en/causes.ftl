### Why a sign-in failed, a row for each cause of the catalogue (shared/facts/smtp-errors.toml) and for each of our own.
### -meaning is for everyone, -client says what the client does now, -technician what the technician should know;
### -consumer- and -managed- are for a private mailbox and for one that an administrator manages.

## input

input-host-is-address-meaning = The server name is an email address.
input-host-is-address-client = Enter the server name, such as smtp.example.com.

input-host-is-url-meaning = The server name is a web address.
input-host-is-url-client = Leave out https:// and everything after the name.

input-host-is-incoming-meaning = That's the server for receiving mail. Sending uses another one.
input-host-is-incoming-client = Look for the outgoing (SMTP) server in the same place.

input-port-25-meaning = Port 25 is for mail between servers, and most networks block it.
input-port-25-client = Use port 465 or 587, whichever your provider says.
input-port-25-technician = Try 465, then 587, then 2525 if the provider offers it.

## dns

dns-nxdomain-meaning = The server name doesn't exist.
dns-nxdomain-client = Check the spelling of the server name.
dns-nxdomain-technician = Suggest the name from the MX record or from the provider list.

dns-servfail-meaning = We couldn't look up the server name right now.
dns-servfail-client = Wait 10 minutes, then try again.
dns-servfail-technician = If it lasts, the domain's nameservers are broken.

dns-no-address-meaning = The server name exists but has no IP address.
dns-no-address-client = Check the spelling of the server name.
dns-no-address-technician = The name may have only an MX record. MX hosts don't take mail from clients.

dns-private-address-meaning = The name points to an address inside a private network, and this test doesn't connect to those.
dns-private-address-technician = The test refuses private addresses, so that no one can use it to reach internal networks. Use the provider's public name.

## tcp

tcp-refused-meaning = The server doesn't listen on that port.
tcp-refused-client = Check the port number.
tcp-refused-technician = Try the provider's other port: 465 with TLS from the start, 587 with STARTTLS.

tcp-timeout-meaning = The server didn't answer on that port in time.
tcp-timeout-client = Check the server name and the port.
tcp-timeout-technician = A firewall may drop the packets. Compare with a port that you know is open.

tcp-port-blocked-meaning = No mail port answered. The network where this test ran blocks outgoing mail.
tcp-port-blocked-technician = Many hosts block 25, 465 and 587. Have them opened, use 2525, or send through the provider's HTTPS API.

tcp-unreachable-meaning = We can't reach that server from this network. It may have only an IPv6 address, which this network doesn't support.
tcp-unreachable-technician = Retry over IPv4 only.

tcp-reset-meaning = The server cut off the connection.
tcp-reset-client = Wait 10 minutes, then try again.
tcp-reset-technician = The server may block this IP address after too many attempts.

## greeting

greeting-timeout-meaning = The server accepts the connection but says nothing. It's waiting for TLS to begin.
greeting-timeout-client = Choose SSL/TLS instead of STARTTLS.
greeting-timeout-technician = This is an unencrypted connection to a port for implicit TLS (usually 465).

greeting-not-smtp-meaning = That isn't the server for sending mail. It answered as IMAP, POP or web.
greeting-not-smtp-client = Use the outgoing (SMTP) server and its port.

greeting-554-meaning = The server refuses connections from here.
greeting-554-technician = It doesn't accept mail clients from this IP address. It may accept only its own network.

greeting-421-meaning = The server is busy or has too many connections right now.
greeting-421-client = Wait 10 minutes, then try again.

## any

closed-early-meaning = The server hung up in the middle.
closed-early-client = Try again in a few minutes.
closed-early-technician = Usually the kind of TLS doesn't match the port, or the server blocks after failed sign-ins.

no-mail-here-meaning = This server doesn't accept mail.
no-mail-here-client = Check the server name: copy it from your mail provider's settings.
no-mail-here-technician = A host that accepts no mail at all answers with 521 (RFC 7504).

## ehlo

ehlo-out-of-order-meaning = The server says that the test's greeting (EHLO) came out of order.
ehlo-out-of-order-technician = 503 means a bad sequence of commands (RFC 5321, section 4.2.4). A proxy or scanner in between has already greeted the server, or the server accepts no second EHLO after STARTTLS. Port 465 with TLS from the start avoids both.

ehlo-rejected-meaning = The server refuses the name that our test introduces itself with.
ehlo-rejected-technician = Set the EHLO (HELO) name to one that resolves to the sending IP address.

## tls

tls-plain-answer-meaning = This port expects an unencrypted start, and the test began with TLS.
tls-plain-answer-client = Choose STARTTLS instead of SSL/TLS.
tls-plain-answer-technician = Implicit TLS was used on port 587 or 25.

tls-name-mismatch-meaning = The server's certificate is for a different name than the one you entered.
tls-name-mismatch-client = Use the server name that the host shows on its mail settings page.
tls-name-mismatch-technician = On shared hosting, the server's own name works instead of mail.<domain>. Never turn the check off.

tls-expired-meaning = The server's certificate has expired.
tls-expired-client = Tell the mail provider.

tls-not-yet-valid-meaning = The certificate isn't valid yet. This usually means that a clock is wrong.
tls-not-yet-valid-technician = Check the clocks first: this machine's and the server's.

tls-self-signed-meaning = The certificate wasn't issued by a known certificate authority.
tls-self-signed-technician = The server made this certificate itself, as new hosting panels do. Use the host's server name that has a certificate from an authority.

tls-incomplete-chain-meaning = Your mail provider's server is missing part of its security certificate.
tls-incomplete-chain-client = Tell the mail provider.
tls-incomplete-chain-technician = An intermediate certificate is missing. Check with a tool that prints the chain.

tls-revoked-meaning = The certificate was revoked.
tls-revoked-client = Tell the mail provider.

tls-version-meaning = The server supports only old versions of TLS.
tls-version-client = Ask the provider for a newer server.
tls-version-technician = TLS 1.2 is the minimum. Don't lower it.

tls-handshake-meaning = We couldn't set up an encrypted connection.
tls-handshake-technician = The TLS handshake failed without naming a version or a certificate. The kind of encryption may be wrong for this port.

## starttls

starttls-not-offered-meaning = The server doesn't offer encryption on that port.
starttls-not-offered-client = Use port 465 with SSL/TLS.
starttls-not-offered-technician = Never fall back to an unencrypted connection. A device in between may be hiding STARTTLS.

starttls-refused-meaning = The server can't encrypt the connection right now.
starttls-refused-client = Try again in an hour.

starttls-unimplemented-meaning = The server doesn't know STARTTLS on this port.
starttls-unimplemented-client = Use port 465 with SSL/TLS.

starttls-broken-meaning = The encryption (TLS) on the mail server is broken.
starttls-broken-client = Please tell your mail provider.
starttls-broken-technician = The server accepted STARTTLS and couldn't begin TLS. Most often it can't load its certificate or key.

## auth

starttls-required-meaning = The server requires encryption before anything else.
starttls-required-client = Choose STARTTLS for the encryption.

auth-not-offered-meaning = The server doesn't offer a sign-in on this port.
auth-not-offered-client = Use port 587 with STARTTLS.
auth-not-offered-technician = EHLO doesn't list AUTH after TLS. On port 25 of an MX host that's normal.

auth-oauth-only-meaning = The server accepts only OAuth sign-ins, so no password can work.
auth-oauth-only-client = Use another mailbox or a sending service.

auth-mechanism-unsupported-meaning = The server doesn't accept this way of signing in.
auth-mechanism-unsupported-technician = The server rejected the AUTH mechanism before it looked at the login. Use another mechanism that EHLO lists, such as LOGIN.

auth-mechanism-too-weak-meaning = The server requires a stronger way of signing in.
auth-mechanism-too-weak-technician = Use a stronger AUTH mechanism, or OAuth.

auth-encryption-required-meaning = The server accepts a password only over an encrypted connection.
auth-encryption-required-client = Choose SSL/TLS with port 465.

auth-command-refused-meaning = Sign-in is turned off on this server for connections from here.
auth-command-refused-technician = The server doesn't allow AUTH on this port or from this network, for any login. Use its submission port.

auth-out-of-order-meaning = The server says that the sign-in came out of order.
auth-out-of-order-technician = 503 means a bad sequence of commands (RFC 4954, section 4). Something in between has already signed in, or the server requires another step first. The server didn't look at the password.

auth-malformed-meaning = The server couldn't read the sign-in. This usually means something was copied along with the key.
auth-malformed-client = Copy the password or key again, without spaces or line breaks around it.

auth-temporary-meaning = The sign-in didn't work because of a problem on the server.
auth-temporary-client = Wait 10 minutes, then try again. Don't change anything.

auth-password-transition-meaning = The account has to sign in another way once before this works.
auth-password-transition-client = Sign in to your webmail once, then try again.

## any

auth-too-many-failures-meaning = There were too many sign-in attempts, so the server won't accept another one for a while.
auth-too-many-failures-client = Wait at least an hour, then try again.
auth-too-many-failures-technician = Sign-ins from this IP address or for this account are limited. Anything that keeps retrying makes the wait longer.

## auth

account-disabled-meaning = The account is suspended or locked.
account-disabled-client = Sign in to your account on the provider's website and follow the steps to unlock it.
account-disabled-technician = The provider blocks this account, even with the right password.
account-disabled-managed-meaning = The account is suspended or locked.
account-disabled-managed-client = Ask your administrator to unlock this mailbox.
account-disabled-managed-technician = Only the organization's administrator can change that.

password-expired-meaning = The password has expired.
password-expired-client = Set a new password in your webmail, then enter it here.

## mail-from

auth-required-meaning = The server says that the sign-in is missing.
auth-required-technician = The server got no sign-in on this connection before MAIL FROM. A proxy in between may have dropped it, or the site didn't sign in.

## auth

google-app-password-required-meaning = Google wants an app password. This account uses 2-Step Verification.
google-app-password-required-client = Create an app password and enter its 16 letters here.

google-bad-credentials-meaning = Google rejected the sign-in. This usually means the password isn't an app password.
google-bad-credentials-client = Turn on 2-Step Verification, create an app password for exactly this address, and paste it here.

google-web-login-required-meaning = Google wants the account's owner to confirm this sign-in.
google-web-login-required-client = Open Gmail in your browser, confirm that the sign-in was you, then try again within 10 minutes.
google-web-login-required-technician = The test ran in a different place than the owner's usual sign-ins.

google-too-many-logins-meaning = There were too many sign-ins in a short time.
google-too-many-logins-client = Wait an hour, then try again.
google-too-many-logins-technician = A site or script that keeps trying makes the wait longer.

## data

google-daily-limit-meaning = The mailbox has reached its daily sending limit.
google-daily-limit-client = Wait a day, then try again.
google-daily-limit-technician = A website shouldn't send from a person's mailbox.

## mail-from

google-auth-required-meaning = The server says that the sign-in is missing.
google-auth-required-technician = Gmail got no sign-in on this connection before MAIL FROM. Turn on authentication in the site's settings.

google-relay-denied-meaning = Google's SMTP relay service doesn't know the sender's domain or the website server's IP address.
google-relay-denied-client = Ask your Workspace administrator to allow your website's server in the SMTP relay service.
google-relay-denied-technician = Enter the website server's IP address in the Admin console: Apps, Google Workspace, Gmail, Routing, SMTP relay service.
google-relay-denied-consumer-meaning = Google's SMTP relay is only for Workspace organizations. A private Gmail address sends through smtp.gmail.com.
google-relay-denied-consumer-client = Use smtp.gmail.com as the server name.
google-relay-denied-consumer-technician = The relay host has no rule for personal accounts.

google-policy-meaning = A policy of your organization blocks mail from this sender.
google-policy-client = Ask your Workspace administrator to allow this sender in the mail policy.
google-policy-technician = A Gmail compliance or routing rule in the Admin console. Only the administrator can change it.
google-policy-consumer-meaning = Google blocks mail from this sender under its own rules.
google-policy-consumer-client = Send from your own Gmail address.
google-policy-consumer-technician = The From address isn't this account's.

## data

google-unauthenticated-meaning = Gmail refuses mail from a domain that fails SPF and DKIM.
google-unauthenticated-technician = Fix SPF and DKIM of the sending domain.

google-rate-meaning = Gmail is slowing down mail from this sender, because it reached a limit.
google-rate-client = Wait an hour, then try again.
google-rate-technician = Gmail saw an unusual amount of mail from this sender or IP address.

## starttls

google-pipelining-meaning = Our test sent a command too early after STARTTLS.
google-pipelining-technician = This is a bug in the testing program. Please report it.

## auth

ms-smtpauth-disabled-tenant-meaning = SMTP sign-in is switched off for your whole organization.
ms-smtpauth-disabled-tenant-client = Send your Microsoft 365 administrator the note that we prepared. It asks to allow Authenticated SMTP for this mailbox.
ms-smtpauth-disabled-tenant-technician = The mailbox's own setting overrides the organization's.
ms-smtpauth-disabled-tenant-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-smtpauth-disabled-tenant-consumer-client = Use another mailbox or a sending service.
ms-smtpauth-disabled-tenant-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

ms-smtpauth-disabled-mailbox-meaning = SMTP sign-in is switched off for this mailbox.
ms-smtpauth-disabled-mailbox-client = Ask your Microsoft 365 administrator to turn on Authenticated SMTP for this mailbox.
ms-smtpauth-disabled-mailbox-technician = Users, Active users, Mail, Manage email apps.
ms-smtpauth-disabled-mailbox-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-smtpauth-disabled-mailbox-consumer-client = Use another mailbox or a sending service.
ms-smtpauth-disabled-mailbox-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

ms-security-defaults-meaning = Your organization's security defaults block password sign-ins.
ms-security-defaults-client = Ask your Microsoft 365 administrator how this website may send mail.
ms-security-defaults-technician = Don't press for security defaults to be turned off. A relay, a connector or OAuth works with them.
ms-security-defaults-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-security-defaults-consumer-client = Use another mailbox or a sending service.
ms-security-defaults-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

ms-basic-auth-disabled-meaning = Microsoft doesn't take passwords for this mailbox.
ms-basic-auth-disabled-client = Ask your Microsoft 365 administrator how this website may send mail.
ms-basic-auth-disabled-technician = Organizations by policy, and by default from the end of December 2026. A sending service works without this mailbox.
ms-basic-auth-disabled-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-basic-auth-disabled-consumer-client = Use another mailbox or a sending service.
ms-basic-auth-disabled-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

ms-criteria-not-met-meaning = A rule of your organization stopped the sign-in.
ms-criteria-not-met-client = Ask your Microsoft 365 administrator to look at the sign-in log of this mailbox.
ms-criteria-not-met-technician = Conditional Access, multi-factor sign-in, or the place of the test.
ms-criteria-not-met-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-criteria-not-met-consumer-client = Use another mailbox or a sending service.
ms-criteria-not-met-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

ms-user-credentials-meaning = Microsoft says that the user name or password is wrong.
ms-user-credentials-client = Sign in at outlook.office.com with this user name and password to check them, then enter them again.
ms-user-credentials-technician = The same reply comes for accounts that were moved to OAuth.
ms-user-credentials-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-user-credentials-consumer-client = Use another mailbox or a sending service.
ms-user-credentials-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

ms-auth-unsuccessful-meaning = Microsoft rejected the sign-in without saying why. This usually means that SMTP sign-in is off.
ms-auth-unsuccessful-client = Ask your Microsoft 365 administrator to turn on Authenticated SMTP for this mailbox.
ms-auth-unsuccessful-technician = Authenticated SMTP, security defaults and Conditional Access, in that order. A wrong password gets the same reply.
ms-auth-unsuccessful-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-auth-unsuccessful-consumer-client = Use another mailbox or a sending service.
ms-auth-unsuccessful-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

ms-basic-removed-meaning = Microsoft has removed password sign-in for sending mail.
ms-basic-removed-technician = Use OAuth, a relay service, High Volume Email or a connector.
ms-basic-removed-consumer-meaning = Outlook.com takes only sign-ins by OAuth, so no password can work.
ms-basic-removed-consumer-client = Use another mailbox or a sending service.
ms-basic-removed-consumer-technician = Microsoft has turned off passwords for private mailboxes (Outlook.com, Hotmail, Live) since September 2024.

## mail-from

ms-not-authenticated-mailfrom-meaning = The server says that the sign-in is missing.
ms-not-authenticated-mailfrom-technician = Exchange Online got no sign-in on this connection before MAIL FROM. Turn on authentication in the site's settings.

## data

ms-send-as-denied-meaning = The signed-in mailbox isn't allowed to send as this From address.
ms-send-as-denied-client = Ask your Microsoft 365 administrator to give this mailbox Send As rights for the sender address.
ms-send-as-denied-technician = The site can send from the mailbox's own address without that.
ms-send-as-denied-consumer-meaning = The signed-in mailbox isn't allowed to send as this From address.
ms-send-as-denied-consumer-technician = Set the site's From to the mailbox's own address, and the visitor's address as Reply-To.

ms-send-as-denied-554-meaning = The sign-in worked, but this mailbox isn't allowed to send as that From address.
ms-send-as-denied-554-client = Ask your Microsoft 365 administrator to give this mailbox Send As rights for the sender address.
ms-send-as-denied-554-technician = The site can send from the mailbox's own address without that.
ms-send-as-denied-554-consumer-meaning = The sign-in worked, but this mailbox isn't allowed to send as that From address.
ms-send-as-denied-554-consumer-technician = Set the site's From to the mailbox's own address, and the visitor's address as Reply-To.

ms-bad-outbound-sender-meaning = Microsoft has blocked this mailbox from sending because it sent spam.
ms-bad-outbound-sender-client = Ask your Microsoft 365 administrator to lift the block.
ms-bad-outbound-sender-technician = Find out what sent the spam before the block is lifted.
ms-bad-outbound-sender-consumer-meaning = Microsoft has blocked this mailbox from sending because it sent spam.
ms-bad-outbound-sender-consumer-client = Sign in at outlook.com and follow the steps to unblock your account.
ms-bad-outbound-sender-consumer-technician = The owner has to lift the block in the browser.

ms-submission-quota-meaning = The mailbox has sent too many messages in a short time.
ms-submission-quota-client = Wait a day, then try again.
ms-submission-quota-technician = 10,000 recipients a day, 30 messages a minute.

## any

ms-too-many-connections-meaning = There are too many connections for this mailbox at once.
ms-too-many-connections-client = Wait 10 minutes, then try again.
ms-too-many-connections-technician = Send one message after another.

## data

ms-unregistered-domain-meaning = Microsoft blocks mail from domains that aren't registered in your organization.
ms-unregistered-domain-client = Ask your Microsoft 365 administrator to add the sender's domain as an accepted domain.
ms-unregistered-domain-technician = Too much was sent from domains that the tenant doesn't have.
ms-unregistered-domain-consumer-meaning = Microsoft doesn't send mail for this domain from a private mailbox.
ms-unregistered-domain-consumer-technician = Set the site's From to the mailbox's own address.

ms-tenant-threshold-meaning = Microsoft has stopped mail from your whole organization.
ms-tenant-threshold-client = Ask your Microsoft 365 administrator to have the block lifted.
ms-tenant-threshold-technician = Trial tenants get this early.
ms-tenant-threshold-consumer-meaning = Microsoft has stopped mail from this account.
ms-tenant-threshold-consumer-client = Sign in at outlook.com and follow the steps to unblock your account.
ms-tenant-threshold-consumer-technician = The owner has to lift the block in the browser.

ms-dmarc-reject-meaning = The receiving side refuses mail that fails the sender's DMARC policy.
ms-dmarc-reject-technician = Fix SPF and DKIM alignment of the From domain.

ms-spf-violation-meaning = The receiving side refuses mail from a server that the SPF record doesn't list.
ms-spf-violation-technician = Add the sending service to SPF.

## auth

icloud-bad-credentials-meaning = Apple rejected the sign-in. This usually means the password isn't an app-specific password.
icloud-bad-credentials-client = Create an app-specific password at account.apple.com and paste it here.
icloud-bad-credentials-technician = The user name is the icloud.com address.

yahoo-bad-credentials-meaning = Yahoo rejected the sign-in. This usually means the password isn't an app password.
yahoo-bad-credentials-client = Create an app password under Account security and paste it here.

## mail-from

yahoo-from-not-allowed-meaning = The From address isn't this Yahoo account's own.
yahoo-from-not-allowed-technician = Set the site's From to the account's own address, and the visitor's address as Reply-To.

## auth

zoho-bad-credentials-meaning = Zoho rejected the sign-in. This usually means the password isn't an app password.
zoho-bad-credentials-client = Create an application-specific password in your Zoho account and paste it here.
zoho-bad-credentials-technician = The same reply comes from a server in another region, and for custom domains at smtp instead of smtppro.

## mail-from

zoho-relaying-disallowed-meaning = The From address is neither this mailbox's own nor one of its aliases.
zoho-relaying-disallowed-technician = Set the site's From to the mailbox's own address.

rackspace-sender-domain-meaning = The signed-in mailbox isn't allowed to send from this domain, which isn't part of its Rackspace account.
rackspace-sender-domain-technician = Set the site's From to an address of the same account.

## data

godaddy-relay-quota-meaning = The mailbox has reached its daily limit of messages.
godaddy-relay-quota-client = Wait a day, then try again.

## mail-from

godaddy-sender-blocked-meaning = GoDaddy's filter refuses this sender.
godaddy-sender-blocked-client = Ask GoDaddy's support about the code in the reply.

## auth

ionos-auth-failed-meaning = IONOS rejected the sign-in. This usually means the mailbox password is wrong.
ionos-auth-failed-client = Set a new mailbox password in the IONOS panel and enter it here.
ionos-auth-failed-technician = The customer login doesn't work for mail.

hostinger-disabled-meaning = Sending is turned off for this mailbox in hPanel.
hostinger-disabled-client = Open hPanel, go to Emails, and turn the mailbox on again.

titan-third-party-off-meaning = Titan lets other mail programs in only after you allow it.
titan-third-party-off-client = Open Settings in Titan webmail and turn on access for other email apps.

## data

dreamhost-quota-meaning = The mailbox has reached its limit of 100 messages an hour.
dreamhost-quota-client = Wait an hour, then try again.
dreamhost-quota-technician = A sending service has no such limit.

## mail-from

dreamhost-sender-policy-meaning = The signed-in mailbox isn't allowed to send from a domain whose mail is elsewhere.
dreamhost-sender-policy-technician = Set the site's From to an address whose mail is at DreamHost.

## auth

yandex-bad-credentials-meaning = Yandex rejected the sign-in. This usually means the password isn't an app password.
yandex-bad-credentials-client = Create an app password for mail in your Yandex account and paste it here.

yandex-access-off-meaning = Mail programs aren't allowed for this mailbox.
yandex-access-off-client = Open the mailbox's settings at Yandex and turn on access for mail programs.

## mail-from

yandex-from-not-owned-meaning = The From address isn't this mailbox's own.
yandex-from-not-owned-technician = Set the site's From to the mailbox's own address.

## auth

mailru-app-password-meaning = Mail.ru wants a password made for mail programs.
mailru-app-password-client = Create a password for external apps in your Mail.ru security settings and paste it here.

gmx-pop3-imap-off-meaning = { $provider } rejected the sign-in. This usually means that access for mail programs is off.
gmx-pop3-imap-off-client = Open the mail settings, turn on "POP3 and IMAP access", and try again.
gmx-pop3-imap-off-technician = With two-factor sign-in on, only an application password works.

cpanel-bad-credentials-meaning = The server rejected the user name or password.
cpanel-bad-credentials-client = Enter your whole email address as the user name, and the password of that mailbox.
cpanel-bad-credentials-technician = The host's firewall may lock out an IP address after a few tries.

## data

cpanel-rate-limit-meaning = The domain has sent too many messages this hour.
cpanel-rate-limit-client = Wait an hour, then try again.
cpanel-rate-limit-technician = The host sets this limit.

cpanel-defer-limit-meaning = Too many of the domain's messages failed, so the host stops the rest for now.
cpanel-defer-limit-client = Wait an hour, then try again.
cpanel-defer-limit-technician = Find out what the site keeps sending to bad addresses.

## auth

ses-bad-credentials-meaning = Amazon SES rejected the sign-in. This usually means these aren't SMTP credentials of this region.
ses-bad-credentials-client = Create SMTP credentials in the region of the server name, and copy both fields.
ses-bad-credentials-technician = An IAM secret key has to be converted for each region.

## data

ses-not-verified-meaning = The sender isn't verified at Amazon SES in this region.
ses-not-verified-client = Sign in to Amazon SES and verify your domain there, in the region that this server is for.
ses-not-verified-technician = The reply names the region. A domain needs DNS records. In the sandbox, recipients have to be verified too.

ses-throttled-meaning = The account has reached its sending limit at Amazon SES.
ses-throttled-client = Wait a day, then try again.
ses-throttled-technician = Sending rate or daily quota.

ses-access-denied-meaning = This SMTP user isn't allowed to send at Amazon SES.
ses-access-denied-technician = Give the IAM user the right ses:SendRawEmail.

## auth

sendgrid-bad-key-meaning = SendGrid rejected the sign-in. The user name has to be the word apikey, and the password an API key.
sendgrid-bad-key-client = Enter apikey as the user name. Paste a key that begins with SG. as the password.
sendgrid-bad-key-technician = The key needs the Mail Send permission.

sendgrid-max-credits-meaning = The SendGrid account has used up its credits.
sendgrid-max-credits-client = Upgrade the plan in your SendGrid account.
sendgrid-max-credits-technician = The key is good. It works again once the account has credits.

## mail-from

sendgrid-unauthenticated-meaning = The server says that the sign-in is missing.
sendgrid-unauthenticated-technician = SendGrid got no sign-in on this connection before MAIL FROM. Turn on authentication in the site's settings.

## data

sendgrid-sender-identity-meaning = The From address isn't a verified sender at SendGrid.
sendgrid-sender-identity-client = Sign in to SendGrid and verify this sender or its domain there.
sendgrid-sender-identity-technician = A verified domain (Sender Authentication) needs DNS records; a single sender needs only a click in an email.

## auth

mailgun-bad-credentials-meaning = Mailgun rejected the sign-in. This usually means it isn't the domain's SMTP password.
mailgun-bad-credentials-client = Reset the SMTP password of the domain in Mailgun and paste it here.
mailgun-bad-credentials-technician = An API key doesn't work for SMTP. US and EU accounts have separate servers.

## data

mailgun-not-activated-meaning = The Mailgun account isn't active.
mailgun-not-activated-client = Open Mailgun's confirmation email and activate your account.

mailgun-sandbox-meaning = A Mailgun sandbox domain sends only to people on its list.
mailgun-sandbox-client = Sign in to Mailgun, then add and verify your own domain there.
mailgun-sandbox-technician = The domain needs DNS records, and an SMTP user of its own.

## mail-from

mailgun-relay-denied-meaning = The SMTP user isn't allowed to send from this domain.
mailgun-relay-denied-technician = Set the site's From to an address on the user's own domain.

## auth

postmark-bad-token-meaning = Postmark rejected the sign-in. User name and password both have to be the Server API token.
postmark-bad-token-client = Copy the Server API token from Postmark and paste it into both fields.
postmark-bad-token-technician = An account token doesn't work here.

## data

postmark-sender-signature-meaning = The From address has no confirmed sender signature at Postmark.
postmark-sender-signature-client = Sign in to Postmark and verify your domain or the sender address there.
postmark-sender-signature-technician = A domain needs DNS records; a sender signature needs only a click in an email.

postmark-pending-approval-meaning = Postmark hasn't approved this account yet, so it sends only within its own domain.
postmark-pending-approval-client = Ask for approval in your Postmark account.

## auth

brevo-unauthorized-ip-meaning = Brevo doesn't allow this IP address to use your key yet.
brevo-unauthorized-ip-client = Open the email that Brevo just sent you and authorize the IP address.
brevo-unauthorized-ip-technician = Security, Authorized IPs. The website's own IP address needs this too.

brevo-bad-key-meaning = Brevo rejected the sign-in. This usually means the password isn't an SMTP key.
brevo-bad-key-client = Generate an SMTP key in Brevo (it begins with xsmtpsib) and paste it here.
brevo-bad-key-technician = The user name is the login shown on the SMTP page. An API key doesn't work.

## mail-from

brevo-not-activated-meaning = Brevo hasn't activated this account for sending by SMTP.
brevo-not-activated-client = Request the activation of SMTP in your Brevo account.

## auth

smtp2go-bad-credentials-meaning = SMTP2GO rejected the sign-in. This usually means the dashboard login was used.
smtp2go-bad-credentials-client = Copy the user name and password from Sending, SMTP Users.

## mail-from

smtp2go-relay-denied-meaning = The server says that the sign-in is missing.
smtp2go-relay-denied-technician = SMTP2GO got no sign-in on this connection. A filter in between may remove it.

## data

smtp2go-sender-not-verified-meaning = The From domain isn't verified at SMTP2GO.
smtp2go-sender-not-verified-client = Sign in to SMTP2GO and verify your domain or the sender address there.
smtp2go-sender-not-verified-technician = It's under Sending, Verified Senders. A domain needs DNS records.

## auth

sparkpost-bad-key-meaning = SparkPost rejected the sign-in. This usually means the key isn't allowed to send by SMTP.
sparkpost-bad-key-client = Create an API key with the permission "Send via SMTP" and paste it here.
sparkpost-bad-key-technician = The user name is SMTP_Injection.

## data

sparkpost-unconfigured-domain-meaning = The From domain isn't set up at SparkPost.
sparkpost-unconfigured-domain-client = Sign in to SparkPost and add your domain as a sending domain.
sparkpost-unconfigured-domain-technician = The domain has to be verified there, with its DNS records.

## mail-from

sparkpost-relay-denied-meaning = The server says that the sign-in is missing.
sparkpost-relay-denied-technician = SparkPost got no sign-in on this connection. It takes AUTH LOGIN on 587 or 2525.

## auth

mailjet-bad-credentials-meaning = Mailjet rejected the sign-in. This usually means the two keys are swapped or of another account.
mailjet-bad-credentials-client = Enter the API key as the user name and the secret key as the password.

## mail-from

mailjet-sender-not-allowed-meaning = The From address isn't validated at Mailjet.
mailjet-sender-not-allowed-client = Sign in to Mailjet and validate (verify) your domain or the sender address there.
mailjet-sender-not-allowed-technician = A domain needs DNS records; an address needs only a click in an email.

## auth

resend-bad-key-meaning = Resend rejected the sign-in. The user name has to be the word resend, and the password an API key.
resend-bad-key-client = Enter resend as the user name. Paste a key that begins with re_ as the password.

## data

resend-domain-not-verified-meaning = The From domain isn't verified at Resend.
resend-domain-not-verified-client = Sign in to Resend and verify your domain there.
resend-domain-not-verified-technician = The domain needs DNS records. Until then Resend sends only test messages.

## auth

mailersend-bad-credentials-meaning = MailerSend rejected the sign-in. This usually means it isn't a generated SMTP user.
mailersend-bad-credentials-client = Copy the generated SMTP user name and password from the domain page.
mailersend-bad-credentials-technician = An API token doesn't work for SMTP.

## data

mailersend-validation-meaning = MailerSend refuses this message for good, although the code says temporary.
mailersend-validation-client = Sign in to MailerSend and finish what it asks for there.
mailersend-validation-technician = Read the reply: the From domain isn't verified, the account isn't approved, or the quota is used up.

## auth

smtpcom-channel-meaning = SMTP.com doesn't know this channel (sender) name.
smtpcom-channel-client = Copy the channel name from your SMTP.com account and enter it as the user name.

mandrill-bad-key-meaning = Mailchimp Transactional rejected the key.
mandrill-bad-key-client = Create a key in Mailchimp Transactional (not in marketing) and paste it here.

## mail-from

send-as-not-owned-meaning = The signed-in mailbox isn't allowed to send as this From address.
send-as-not-owned-technician = Set the site's From to the mailbox's own address or one of its aliases, and the visitor's address as Reply-To.

## rcpt

relay-denied-meaning = The server doesn't take mail for others on this connection.
relay-denied-technician = Use the server's submission host and port. This may be an MX host, or the sign-in didn't arrive.

## mail-from

sender-domain-missing-meaning = The domain of the sender address wasn't found in DNS.
sender-domain-missing-technician = Check the spelling of the From domain. It needs an MX or A record.

## rcpt

greylisted-meaning = The server asks for a second try later.
greylisted-client = Wait 10 minutes, then try again.
greylisted-technician = This is greylisting. It passes on its own.

## any

rate-limited-meaning = There were too many connections or messages in a short time, so a limit was reached.
rate-limited-client = Wait an hour, then try again.
rate-limited-technician = A sending or connection limit of the server's, by account or IP address.

## rcpt

too-many-recipients-meaning = One message has too many recipients.
too-many-recipients-technician = Split the message.

## data

message-too-big-meaning = The message is bigger than the server allows.
message-too-big-technician = Send smaller attachments.

## rcpt

recipient-unknown-meaning = The test recipient doesn't exist.
recipient-unknown-technician = Correct the address that the test mail goes to.

mailbox-full-meaning = The mailbox is full.
mailbox-full-client = Delete old mail, then try again.

blocklisted-meaning = The server blocks the IP address that this test came from.
blocklisted-technician = The address is on a blocklist or has a bad reputation there. Have it delisted, or test and send from another one. Addresses of shared hosting are blocked often.

## data

spam-refused-meaning = The server's spam filter refused the message.
spam-refused-technician = Send plain text from an authenticated domain, and compare the filter's words in the reply.

dmarc-refused-meaning = The sender's domain fails SPF, DKIM or DMARC here.
dmarc-refused-technician = Fix SPF and DKIM of the From domain, so that this way of sending passes.

bare-linefeed-meaning = The message has wrong line ends.
bare-linefeed-technician = This is a bug in the sending program.

## mail-from

smtputf8-needed-meaning = The address has letters that the server can't take.
smtputf8-needed-client = Use an email address without accented letters.

## any

server-for-incoming-mail-meaning = This server is for incoming mail. Mail is sent through { $server }.
server-for-incoming-mail-client = Use { $server } as the server name.
server-for-incoming-mail-technician = An MX host takes mail for its domain and no sign-ins.

wrong-region-meaning = This account lives in another region of the provider.
wrong-region-client = Copy the server name from the SMTP page of your account, and use it here.
wrong-region-technician = Each region has its own server and its own logins.

## auth

password-too-weak-meaning = The provider doesn't accept this password any more, because it's too simple (weak).
password-too-weak-client = Set a new, stronger password in your webmail, then enter it here.
password-too-weak-technician = The password was right. The provider's rules for passwords have changed since it was set.

## any

blocklist-misused-meaning = The mail server refuses mail because its own spam lookup (in DNS) is set up wrong. This test's address isn't the reason.
blocklist-misused-client = Please tell your mail provider that its spam lookup fails.
blocklist-misused-technician = The blocklist answers the server's questions with an error, such as an open resolver or too many questions, and the server takes it for a hit. Nothing has to be changed on this side.

## auth

terms-not-accepted-meaning = The provider wants the mailbox's owner to accept its terms first.
terms-not-accepted-client = Sign in to the mailbox once in your browser and accept the terms.
terms-not-accepted-technician = The login itself isn't the reason.

## any

web-login-required-meaning = The provider wants the owner to sign in on its website first.
web-login-required-client = Sign in to your account in the browser and follow the steps there. Then try again.
web-login-required-technician = The provider found the sign-in or the account unusual.

## auth

app-password-required-meaning = This mailbox needs a password made for mail programs.
app-password-required-client = Create an app password (some providers call it an authorization code) in your mailbox's security settings. Paste it here.
app-password-required-technician = The normal password doesn't work for SMTP at this provider.

account-not-permitted-meaning = This account isn't allowed to use the mail server for sending.
account-not-permitted-client = Ask the company or person who runs your mail server to let this account send.
account-not-permitted-technician = The reply says that the account lacks a permission on the server. The password wasn't the reason.
account-not-permitted-managed-meaning = This account isn't allowed to use the mail server for sending.
account-not-permitted-managed-client = Ask your administrator to let this account send.
account-not-permitted-managed-technician = The reply says that the account lacks a permission on the server. The password wasn't the reason.

smtp-access-off-meaning = SMTP is switched off for this mailbox.
smtp-access-off-client = Open the mailbox's settings and turn on access for mail programs (POP3, IMAP and SMTP). Then try again.
smtp-access-off-technician = The provider doesn't let mail programs in until the owner allows it.
smtp-access-off-managed-meaning = SMTP is switched off for this mailbox.
smtp-access-off-managed-client = Ask your administrator to turn on SMTP for this mailbox.
smtp-access-off-managed-technician = The organization decides about this mailbox.

## any

trial-only-meaning = This is a trial account, which sends only a few test messages.
trial-only-client = Sign in to your account and complete its verification or upgrade.
trial-only-technician = The login is good.

billing-needed-meaning = The provider wants a paid plan or an open payment first.
billing-needed-client = Sign in to your account and settle the billing there.
billing-needed-technician = The login is good.

account-not-activated-meaning = The account isn't activated yet.
account-not-activated-client = Sign in to your account on the provider's website and finish its activation.
account-not-activated-technician = The provider still has to confirm or approve the account.

sending-stopped-meaning = The provider has stopped (blocked) sending from this account.
sending-stopped-client = Sign in to your account on the provider's website and follow the steps to unblock it.
sending-stopped-technician = The sign-in was good. The provider's own mail to the account's inbox says why sending is paused.
sending-stopped-managed-meaning = The provider has stopped (blocked) sending from this account.
sending-stopped-managed-client = Ask your administrator to unblock sending for this mailbox.
sending-stopped-managed-technician = The organization decides about this mailbox.

mail-policy-meaning = A policy of your organization blocks this.
mail-policy-client = Ask your administrator to allow this mailbox to send from a website.
mail-policy-technician = Only the administrator can change that rule.
mail-policy-consumer-meaning = The provider's own rules block this account from sending like this.
mail-policy-consumer-client = Sign in to your account on the provider's website and follow the steps there.
mail-policy-consumer-technician = The reply speaks of a policy.

sender-not-verified-meaning = The sender's domain or address isn't verified at the sending service.
sender-not-verified-client = Sign in to the sending service and verify your domain (or the sender address) there.
sender-not-verified-technician = Set up and verify the From domain with the service. Its DNS records (TXT, CNAME) have to be found, and the sender approved.

## mail-from

sender-unknown-meaning = The server couldn't verify that the sender address exists.
sender-unknown-technician = Set the site's From to an address that has a mailbox on this server.

## any

ip-not-allowed-meaning = The server doesn't allow sign-ins from this IP address or country.
ip-not-allowed-technician = The server refuses the address that the test came from. Allow it in the mail server's settings, and the website's address too.

reverse-dns-missing-meaning = The server refuses the IP address that this test came from: it has no reverse DNS.
reverse-dns-missing-technician = Set a PTR record for the sending address. Its name has to resolve back to the same address.

server-full-meaning = The mail server has no storage left right now.
server-full-client = Wait an hour, then try again.

server-misconfigured-meaning = The mail server isn't set up correctly, so it can't take mail right now.
server-misconfigured-client = Ask the company or person who runs your mail server to look into it.
server-misconfigured-technician = The server says: { $reply }. Its log says which part of its configuration failed.
server-misconfigured-managed-meaning = Your organization's mail server isn't set up correctly, so it can't take mail right now.
server-misconfigured-managed-client = Ask your administrator to look into it.
server-misconfigured-managed-technician = The server says: { $reply }. Its log says which part of its configuration failed.

server-fault-meaning = The mail server has a problem of its own right now.
server-fault-client = Wait 10 minutes, then try again.

server-busy-meaning = The mail server is busy right now.
server-busy-client = Wait 10 minutes, then try again.

## auth

wrong-username-form-meaning = The user name doesn't have the form that this server wants.
wrong-username-form-client = Copy the user name from the page with the SMTP settings of your account.
wrong-username-form-technician = The password wasn't the reason.

wrong-credential-kind-meaning = The server wants a password or key made for SMTP.
wrong-credential-kind-client = Create (generate) an SMTP password or key in your account, and paste it here.
wrong-credential-kind-technician = The account's own password doesn't work there.

generic-535-meaning = The server rejected the user name or password.
generic-535-client = Check the user name (usually the whole email address) and enter the password again.
generic-535-technician = The reply says no more than that. Some providers want an app password here.

generic-534-meaning = The server wants another way of signing in. This usually means an app password.
generic-534-client = Create an app password in your mail account's security settings and paste it here.

## any

generic-530-meaning = The server wants another step before this one.
generic-530-technician = A 530 means that encryption or the sign-in is missing. The words of the reply say which.

generic-5xx-meaning = The server refused, and gave a reason that we don't know yet.
generic-5xx-technician = The reply, in the server's own words: { $reply }

generic-4xx-meaning = The server can't do it right now.
generic-4xx-client = Wait 10 minutes, then try again.

## Without a reply

starttls-injection-meaning = Something between us and the mail server tampered with the connection, so nothing was sent.
starttls-injection-technician = Data arrived together with the 220 to STARTTLS, as if it had come through TLS (CVE-2011-0411). Use port 465 with TLS from the start.

tls-expected-meaning = This port requires encryption from the very beginning.
tls-expected-client = Choose SSL/TLS instead of STARTTLS.
tls-expected-technician = A TLS record arrived in place of the greeting, so this is a port for implicit TLS.

not-smtp-meaning = Something answers on that port, but it isn't a mail server.
not-smtp-client = Check the server name and the port.
not-smtp-technician = The answer isn't an SMTP reply.

too-much-meaning = The server sent far more than a mail server should, so we stopped the test.
too-much-technician = A reply was longer than any mail server's. Check the server name and the port.

out-of-step-meaning = The server sent an answer that doesn't belong here, so we stopped the test.
out-of-step-technician = The server sent a reply that no command asked for, or a code that this step doesn't have. A proxy in between can cause this.

went-silent-meaning = The server stopped answering in the middle.
went-silent-client = Wait 10 minutes, then try again.
went-silent-technician = The connection was open, and this step timed out. Some servers slow strangers down on purpose.

starttls-hidden-meaning = Something between us and the mail server hides its encryption, so nothing was sent.
starttls-hidden-technician = The greeting or the EHLO lines are masked (stars, XXXX). Virus scanners and firewalls with SMTP inspection do that.

tls-unknown-issuer-meaning = The server's certificate comes from an unknown certificate authority.
tls-unknown-issuer-technician = The certificate comes from an organization's own authority or from a device in between. The step above names the issuer. If it's yours, add its certificate to SEALPOST_EXTRA_ROOTS.

tls-intercepted-meaning = A virus scanner or firewall where this test ran opens encrypted connections, so nothing was sent.
tls-intercepted-technician = A security program in between made this certificate, not the mail server. Turn off its scanning of outgoing mail, or run the test from another network.

tls-unsuitable-meaning = The server's certificate isn't made for a server.
tls-unsuitable-client = Please tell your mail provider.
tls-unsuitable-technician = It's made for clients or for issuing others, has no alternative names, or breaks the rules for certificates. The server needs another one.

tls-weak-meaning = The server's certificate is signed with a method that's no longer safe.
tls-weak-client = Please tell your mail provider.
tls-weak-technician = Signatures with SHA-1 or MD5 can be forged. The server needs a new certificate.

tls-short-key-meaning = The server's certificate has a key that is too short to be safe.
tls-short-key-client = Please tell your mail provider.
tls-short-key-technician = RSA keys of less than 2,048 bits can be broken, and no public authority signs them anymore. The server needs a new key and certificate.

tls-name-unknown-meaning = The mail server has no certificate for this server name. The name is unknown there.
tls-name-unknown-client = Use the server name from your host's mail settings.
tls-name-unknown-technician = TLS alert unrecognized_name (RFC 6066, section 3). On shared hosting, the server's own name has a certificate.

server-tls-broken-meaning = The encryption (TLS) on the mail server is broken.
server-tls-broken-client = Please tell your mail provider.
server-tls-broken-technician = The alert shown with the step comes from the server. Most often it can't load its certificate or key. You can't fix that from this side.

tls-access-denied-meaning = The mail server rejected the encrypted connection: it accepts only programs that it knows.
tls-access-denied-technician = The alert shown with the step comes from the server. It requires a client certificate (mutual TLS) or an address that it knows. Password sign-ins need another port or server.

challenge-unusable-meaning = The server asked for the sign-in in a way that we can't trust, so we stopped before showing it anything.
challenge-unusable-technician = Check the server name. The SCRAM-SHA-256 challenge has a foreign nonce, no salt, or an unreasonable number of rounds (RFC 5802, section 5), and the server offers no other mechanism.

server-not-proved-meaning = The server couldn't prove that it knows this account, so we didn't trust it.
server-not-proved-technician = Check the server name. The server's SCRAM-SHA-256 signature is missing or wrong (RFC 5802, section 5). The server only pretends to check, or something is in between.

no-common-mechanism-meaning = The server offers only ways of signing in (mechanisms) that this test doesn't have.
no-common-mechanism-client = Please ask your mail provider to allow signing in with a password.
no-common-mechanism-technician = EHLO lists none of PLAIN, LOGIN and SCRAM-SHA-256, only others such as NTLM, GSSAPI or CRAM-MD5. The server has to allow one of them. On Exchange that's Basic sign-in on the connector.

token-not-taken-meaning = The server doesn't accept access tokens.
token-not-taken-technician = EHLO doesn't name XOAUTH2. Sign in with a password, or check that this is the provider's server.

token-refused-meaning = The server rejected the access token.
token-refused-technician = An access token is valid for about an hour. It needs the scope for SMTP (https://mail.google.com/, or SMTP.Send) and has to belong to this user name.

relay-closed-meaning = The page sent more than a sign-in needs, so our server closed the connection.
relay-closed-client = Check that the password field contains only the password, and try again.
relay-closed-technician = The relay of a blind check passes 4 KiB with a password and 16 KiB with an access token. Try the login with `sealpost check`.

no-port-answers-meaning = No mail port of this server answered.
no-port-answers-client = Check the server name.
no-port-answers-technician = Neither this port nor the other mail ports answered in time. The server is off, it's a different server, or the network where the test ran blocks outgoing mail.

excluded-target-meaning = This page isn't allowed to connect to that mail server, so we didn't try the sign-in.
excluded-target-technician = The server has one of our own addresses, or one in SEALPOST_REFUSE_TARGETS. If it trusts us, mail could go out without a sign-in. To allow the test, add that one address to SEALPOST_ALLOW_TARGETS.

port-not-allowed-meaning = Mail programs don't send through this port, so we didn't try it.
port-not-allowed-client = Use port 465 or 587, whichever your provider says.
port-not-allowed-technician = The server checks only the ports in SEALPOST_CHECK_PORTS.
