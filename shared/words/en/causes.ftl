### Why a sign-in failed, a row for each cause of the catalog (shared/facts/smtp-errors.toml) and for each of our own.
### -meaning is for everyone, -client says what the client does now, -technician what the technician should know;
### -consumer- and -managed- are for a private mailbox and for one that an administrator manages.

## input

input-host-is-address-meaning = That's an email address, not a server name.
input-host-is-address-client = Enter the server name, such as smtp.example.com.

input-host-is-url-meaning = That's a web address, not a server name.
input-host-is-url-client = Remove https:// and everything after the server name.

input-host-is-incoming-meaning = That server is for receiving email. You need a different one for sending.
input-host-is-incoming-client = Enter the outgoing (SMTP) server instead. It's usually listed in the same place.

input-port-25-meaning = Port 25 is for email between servers, and most networks block it.
input-port-25-client = Use port 465 or 587, whichever your provider recommends.
input-port-25-technician = Try 465, then 587, then 2525 if the provider offers it.

## dns

dns-nxdomain-meaning = The server name doesn't exist.
dns-nxdomain-client = Check the spelling of the server name.
dns-nxdomain-technician = The MX record or the provider list may show the right name.

dns-servfail-meaning = We couldn't look up the server name right now.
dns-servfail-client = Wait 10 minutes, then try again.
dns-servfail-technician = If it keeps failing, the domain's nameservers are probably broken.

dns-no-address-meaning = The server name exists but has no IP address.
dns-no-address-client = Check the spelling of the server name.
dns-no-address-technician = The name may have only an MX record. MX servers don't accept email from email apps.

dns-private-address-meaning = The server name points to an address on a private network. This test doesn't connect to private networks.
dns-private-address-technician = The test refuses private addresses so that no one can use it to reach internal networks. Use the provider's public server name.

## tcp

tcp-refused-meaning = The server refused the connection on that port.
tcp-refused-client = Check the port number.
tcp-refused-technician = Try the provider's other port: 465 with TLS from the start, or 587 with STARTTLS.

tcp-timeout-meaning = The server didn't answer on that port in time.
tcp-timeout-client = Check the server name and the port.
tcp-timeout-technician = A firewall may be dropping the packets. Compare with a port that you know is open.

tcp-port-blocked-meaning = None of the mail ports answered. The network where this test ran blocks outgoing email.
tcp-port-blocked-technician = Many hosting companies block ports 25, 465, and 587. Ask the host to open them, use port 2525, or send through the provider's HTTPS API.

tcp-unreachable-meaning = We can't reach that server from this network. It may have only an IPv6 address, which this network doesn't support.
tcp-unreachable-technician = Try again over IPv4 only.

tcp-reset-meaning = The server cut off the connection.
tcp-reset-client = Wait 10 minutes, then try again.
tcp-reset-technician = The server may be blocking this IP address after too many attempts.

## greeting

greeting-timeout-meaning = The server accepts the connection but says nothing. It's waiting for an encrypted connection (TLS).
greeting-timeout-client = Choose SSL/TLS instead of STARTTLS.
greeting-timeout-technician = The test connected without encryption to a port for implicit TLS (usually 465).

greeting-not-smtp-meaning = That isn't the server for sending email. It answered as an IMAP, POP, or web server.
greeting-not-smtp-client = Use the outgoing (SMTP) server and its port.

greeting-554-meaning = The server refuses connections from the network where this test ran.
greeting-554-technician = The server doesn't accept email from this IP address. It may accept only its own network.

greeting-421-meaning = The server is busy or has too many connections right now.
greeting-421-client = Wait 10 minutes, then try again.

## any

closed-early-meaning = The server closed the connection before the test was finished.
closed-early-client = Try again in a few minutes.
closed-early-technician = Usually the encryption setting doesn't match the port, or the server blocks this IP address after failed sign-ins.

no-mail-here-meaning = This server doesn't accept email.
no-mail-here-client = Copy the server name again from your email provider's settings page.
no-mail-here-technician = A 521 reply means that the host accepts no mail at all (RFC 7504).

## ehlo

ehlo-out-of-order-meaning = The server says that the test sent its greeting (EHLO) at the wrong time.
ehlo-out-of-order-technician = 503 means a bad sequence of commands (RFC 5321, section 4.2.4). Either a proxy or scanner between here and the server has already greeted it, or the server doesn't accept a second EHLO after STARTTLS. Port 465 with TLS from the start avoids both problems.

ehlo-rejected-meaning = The server refuses the name that our test uses to introduce itself.
ehlo-rejected-technician = Set the EHLO (HELO) name to one that resolves to the sending IP address.

## tls

tls-plain-answer-meaning = On this port, connections start without encryption, but the test started with TLS.
tls-plain-answer-client = Choose STARTTLS instead of SSL/TLS.
tls-plain-answer-technician = The test used implicit TLS on port 587 or 25.

tls-name-mismatch-meaning = The server's certificate is for a different name than the one you entered.
tls-name-mismatch-client = Use the server name shown on your provider's email settings page.
tls-name-mismatch-technician = On shared hosting, use the server's own name instead of mail.<domain>. Never turn certificate checks off.

tls-expired-meaning = The server's certificate has expired.
tls-expired-client = Tell your email provider about this.

tls-not-yet-valid-meaning = The server's certificate isn't valid yet. This usually means that a clock is wrong.
tls-not-yet-valid-technician = First check the clocks on this machine and on the server.

tls-self-signed-meaning = The server's certificate wasn't issued by a known certificate authority.
tls-self-signed-technician = The server issued this certificate itself, as new hosting panels often do. Use a server name for which the host has a certificate from a known authority.

tls-incomplete-chain-meaning = Your email provider's server is missing part of its security certificate.
tls-incomplete-chain-client = Tell your email provider about this.
tls-incomplete-chain-technician = An intermediate certificate is missing. To see which one, use a tool that shows the certificate chain.

tls-revoked-meaning = The server's certificate was revoked.
tls-revoked-client = Tell your email provider about this.

tls-version-meaning = The server supports only old versions of TLS.
tls-version-client = Ask your email provider to turn on TLS 1.2 or later.
tls-version-technician = TLS 1.2 is the minimum. Don't lower it.

tls-handshake-meaning = We couldn't set up an encrypted connection.
tls-handshake-technician = The TLS handshake failed without naming a problem with the version or the certificate. The encryption setting may be wrong for this port.

## starttls

starttls-not-offered-meaning = The server doesn't offer encryption on that port.
starttls-not-offered-client = Use port 465 with SSL/TLS.
starttls-not-offered-technician = Never fall back to an unencrypted connection. A device between here and the server may be hiding STARTTLS.

starttls-refused-meaning = The server can't encrypt the connection right now.
starttls-refused-client = Try again in an hour.

starttls-unimplemented-meaning = The server doesn't support STARTTLS on this port.
starttls-unimplemented-client = Use port 465 with SSL/TLS.

starttls-broken-meaning = The encryption (TLS) on the mail server is broken.
starttls-broken-client = Tell your email provider about this.
starttls-broken-technician = The server accepted STARTTLS but couldn't start TLS. Most often, it can't load its certificate or key.

## auth

starttls-required-meaning = The server requires encryption before anything else.
starttls-required-client = Set the encryption to STARTTLS.

auth-not-offered-meaning = The server doesn't offer sign-in on this port.
auth-not-offered-client = Use port 587 with STARTTLS.
auth-not-offered-technician = The EHLO reply after TLS doesn't list AUTH. That's normal on port 25 of an MX server.

auth-oauth-only-meaning = The server accepts only OAuth sign-ins, so passwords don't work.
auth-oauth-only-client = Use another mailbox or a sending service.

auth-mechanism-unsupported-meaning = The server doesn't accept this way of signing in.
auth-mechanism-unsupported-technician = The server rejected the AUTH mechanism before it checked the login. Use another mechanism that EHLO lists, such as LOGIN.

auth-mechanism-too-weak-meaning = The server requires a stronger way of signing in.
auth-mechanism-too-weak-technician = Use a stronger AUTH mechanism, or OAuth.

auth-encryption-required-meaning = The server accepts a password only over an encrypted connection.
auth-encryption-required-client = Choose SSL/TLS and port 465.

auth-command-refused-meaning = The server has sign-in turned off for this port or network.
auth-command-refused-technician = The server doesn't allow AUTH on this port or from this network for any login. Use its submission port.

auth-out-of-order-meaning = The server says that the sign-in came at the wrong time.
auth-out-of-order-technician = 503 means a bad sequence of commands (RFC 4954, section 4). Either something between here and the server has already signed in, or the server requires another step first. The server didn't check the password.

auth-malformed-meaning = The server couldn't read the sign-in. This usually means that extra characters were copied with the password or key.
auth-malformed-client = Copy the password or key again, without any spaces or line breaks around it.

auth-temporary-meaning = The sign-in didn't work because of a problem on the server.
auth-temporary-client = Wait 10 minutes, then try again. Don't change anything.

auth-password-transition-meaning = You have to sign in to your webmail once before this works.
auth-password-transition-client = Sign in to your webmail once, then try again.

## any

auth-too-many-failures-meaning = There were too many sign-in attempts, so the server won't accept another one for a while.
auth-too-many-failures-client = Wait at least an hour, then try again.
auth-too-many-failures-technician = Sign-ins from this IP address or for this account are limited. A program that keeps retrying makes the wait longer.

## auth

account-disabled-meaning = The account is suspended or locked.
account-disabled-client = Sign in to your account on the provider's website and follow the steps to unlock it.
account-disabled-technician = The provider blocks this account even if the password is right.
account-disabled-managed-meaning = The account is suspended or locked.
account-disabled-managed-client = Ask your administrator to unlock this mailbox.
account-disabled-managed-technician = Only the organization's administrator can unlock it.

password-expired-meaning = The password has expired.
password-expired-client = Set a new password in your webmail, then enter it here.

## mail-from

auth-required-meaning = The server says that no one signed in on this connection.
auth-required-technician = The server got no sign-in on this connection before MAIL FROM. A proxy between here and the server may have dropped it, or the website didn't sign in.

## auth

google-app-password-required-meaning = Google requires an app password because this account uses 2-Step Verification.
google-app-password-required-client = Create an app password and enter its 16 letters here.

google-bad-credentials-meaning = Google rejected the sign-in. This usually means the password isn't an app password.
google-bad-credentials-client = Turn on 2-Step Verification, create an app password for this exact address, and paste it here.

google-web-login-required-meaning = Google wants the account's owner to confirm this sign-in.
google-web-login-required-client = Open Gmail in your browser, confirm that the sign-in was you, then try again within 10 minutes.
google-web-login-required-technician = The test ran in a different place from where the owner usually signs in.

google-too-many-logins-meaning = There were too many sign-ins in a short time.
google-too-many-logins-client = Wait an hour, then try again.
google-too-many-logins-technician = A website or script that keeps trying makes the wait longer.

## data

google-daily-limit-meaning = The mailbox has reached its daily sending limit.
google-daily-limit-client = Wait a day, then try again.
google-daily-limit-technician = A website shouldn't send from a person's mailbox.

## mail-from

google-auth-required-meaning = The server says that no one signed in on this connection.
google-auth-required-technician = Gmail got no sign-in on this connection before MAIL FROM. Turn on authentication in the website's SMTP settings.

google-relay-denied-meaning = Google's SMTP relay service doesn't recognize the sender's domain or the website server's IP address.
google-relay-denied-client = Ask your Workspace administrator to allow your website's server in the SMTP relay service.
google-relay-denied-technician = Add the website server's IP address in the Admin console, under Apps > Google Workspace > Gmail > Routing > SMTP relay service.
google-relay-denied-consumer-meaning = Google's SMTP relay is only for Workspace organizations. A personal Gmail address sends through smtp.gmail.com.
google-relay-denied-consumer-client = Use smtp.gmail.com as the server name.
google-relay-denied-consumer-technician = The SMTP relay service doesn't work with personal accounts.

google-policy-meaning = Your organization's policy blocks email from this sender.
google-policy-client = Ask your Workspace administrator to allow this sender in your organization's email policy.
google-policy-technician = Check the Gmail compliance and routing rules in the Admin console. Only the administrator can change them.
google-policy-consumer-meaning = Google's rules block email from this sender.
google-policy-consumer-client = Send from your own Gmail address.
google-policy-consumer-technician = The From address doesn't belong to this account.

## data

google-unauthenticated-meaning = Gmail refuses email from domains that fail SPF and DKIM checks.
google-unauthenticated-technician = Fix SPF and DKIM for the sending domain.

google-rate-meaning = This sender has reached a limit, so Gmail is slowing down its email.
google-rate-client = Wait an hour, then try again.
google-rate-technician = Gmail saw an unusual amount of email from this sender or IP address.

## starttls

google-pipelining-meaning = Our test sent a command too soon after STARTTLS.
google-pipelining-technician = This is a bug in the testing program. Please report it.

## auth

ms-smtpauth-disabled-tenant-meaning = SMTP sign-in is turned off for your whole organization.
ms-smtpauth-disabled-tenant-client = Send your Microsoft 365 administrator the note that we prepared. It asks them to turn on Authenticated SMTP for this mailbox.
ms-smtpauth-disabled-tenant-technician = The mailbox's own setting overrides the organization's.
ms-smtpauth-disabled-tenant-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-smtpauth-disabled-tenant-consumer-client = Use another mailbox or a sending service.
ms-smtpauth-disabled-tenant-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

ms-smtpauth-disabled-mailbox-meaning = SMTP sign-in is turned off for this mailbox.
ms-smtpauth-disabled-mailbox-client = Ask your Microsoft 365 administrator to turn on Authenticated SMTP for this mailbox.
ms-smtpauth-disabled-mailbox-technician = In the Microsoft 365 admin center, go to Users > Active users, select the mailbox's user, and choose Mail > Manage email apps.
ms-smtpauth-disabled-mailbox-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-smtpauth-disabled-mailbox-consumer-client = Use another mailbox or a sending service.
ms-smtpauth-disabled-mailbox-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

ms-security-defaults-meaning = Your organization's security defaults block password sign-ins.
ms-security-defaults-client = Ask your Microsoft 365 administrator how this website can send email.
ms-security-defaults-technician = Don't ask for security defaults to be turned off. A relay, a connector, or OAuth works without that change.
ms-security-defaults-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-security-defaults-consumer-client = Use another mailbox or a sending service.
ms-security-defaults-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

ms-basic-auth-disabled-meaning = Microsoft doesn't accept passwords for this mailbox.
ms-basic-auth-disabled-client = Ask your Microsoft 365 administrator how this website can send email.
ms-basic-auth-disabled-technician = An organization can turn passwords off by policy. From the end of December 2026, they're off by default. A sending service works without this mailbox.
ms-basic-auth-disabled-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-basic-auth-disabled-consumer-client = Use another mailbox or a sending service.
ms-basic-auth-disabled-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

ms-criteria-not-met-meaning = One of your organization's rules blocked the sign-in.
ms-criteria-not-met-client = Ask your Microsoft 365 administrator to check the sign-in log for this mailbox.
ms-criteria-not-met-technician = Possible reasons are Conditional Access, multi-factor sign-in, and the location of the test.
ms-criteria-not-met-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-criteria-not-met-consumer-client = Use another mailbox or a sending service.
ms-criteria-not-met-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

ms-user-credentials-meaning = Microsoft says that the user name or password is wrong.
ms-user-credentials-client = Sign in at outlook.office.com with this user name and password to check them, then enter them again.
ms-user-credentials-technician = Accounts that were moved to OAuth get the same reply.
ms-user-credentials-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-user-credentials-consumer-client = Use another mailbox or a sending service.
ms-user-credentials-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

ms-auth-unsuccessful-meaning = Microsoft rejected the sign-in without saying why. This usually means that SMTP sign-in is turned off.
ms-auth-unsuccessful-client = Ask your Microsoft 365 administrator to turn on Authenticated SMTP for this mailbox.
ms-auth-unsuccessful-technician = Check Authenticated SMTP, security defaults, and Conditional Access, in that order. A wrong password gets the same reply.
ms-auth-unsuccessful-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-auth-unsuccessful-consumer-client = Use another mailbox or a sending service.
ms-auth-unsuccessful-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

ms-basic-removed-meaning = Microsoft no longer accepts password sign-ins for sending email.
ms-basic-removed-technician = Use OAuth, a relay service, High Volume Email, or a connector.
ms-basic-removed-consumer-meaning = Outlook.com accepts only OAuth sign-ins, so passwords don't work.
ms-basic-removed-consumer-client = Use another mailbox or a sending service.
ms-basic-removed-consumer-technician = Microsoft turned off passwords for personal mailboxes (Outlook.com, Hotmail, Live) in September 2024.

## mail-from

ms-not-authenticated-mailfrom-meaning = The server says that no one signed in on this connection.
ms-not-authenticated-mailfrom-technician = Exchange Online got no sign-in on this connection before MAIL FROM. Turn on authentication in the website's SMTP settings.

## data

ms-send-as-denied-meaning = The signed-in mailbox isn't allowed to send as this From address.
ms-send-as-denied-client = Ask your Microsoft 365 administrator to give this mailbox Send As permission for the sender address.
ms-send-as-denied-technician = The website can send from the mailbox's own address without this permission.
ms-send-as-denied-consumer-meaning = The signed-in mailbox isn't allowed to send as this From address.
ms-send-as-denied-consumer-technician = Set the website's From address to the mailbox's own address, and Reply-To to the visitor's address.

ms-send-as-denied-554-meaning = The sign-in worked, but this mailbox isn't allowed to send as that From address.
ms-send-as-denied-554-client = Ask your Microsoft 365 administrator to give this mailbox Send As permission for the sender address.
ms-send-as-denied-554-technician = The website can send from the mailbox's own address without this permission.
ms-send-as-denied-554-consumer-meaning = The sign-in worked, but this mailbox isn't allowed to send as that From address.
ms-send-as-denied-554-consumer-technician = Set the website's From address to the mailbox's own address, and Reply-To to the visitor's address.

ms-bad-outbound-sender-meaning = Microsoft has blocked this mailbox from sending because it sent spam.
ms-bad-outbound-sender-client = Ask your Microsoft 365 administrator to lift the block.
ms-bad-outbound-sender-technician = Before the block is lifted, find out what sent the spam.
ms-bad-outbound-sender-consumer-meaning = Microsoft has blocked this mailbox from sending because it sent spam.
ms-bad-outbound-sender-consumer-client = Sign in at outlook.com and follow the steps to unblock your account.
ms-bad-outbound-sender-consumer-technician = The account's owner has to lift the block in a browser.

ms-submission-quota-meaning = The mailbox has sent too many messages in a short time.
ms-submission-quota-client = Wait a day, then try again.
ms-submission-quota-technician = The limits are 10,000 recipients a day and 30 messages a minute.

## any

ms-too-many-connections-meaning = This mailbox has too many connections open at once.
ms-too-many-connections-client = Wait 10 minutes, then try again.
ms-too-many-connections-technician = Send messages one at a time.

## data

ms-unregistered-domain-meaning = Microsoft blocks email from domains that aren't registered in your organization.
ms-unregistered-domain-client = Ask your Microsoft 365 administrator to add the sender's domain as an accepted domain.
ms-unregistered-domain-technician = The tenant sent too much email from domains that aren't registered there.
ms-unregistered-domain-consumer-meaning = Microsoft doesn't let a personal mailbox send email for this domain.
ms-unregistered-domain-consumer-technician = Set the website's From address to the mailbox's own address.

ms-tenant-threshold-meaning = Microsoft has blocked your whole organization from sending email.
ms-tenant-threshold-client = Ask your Microsoft 365 administrator to get the block lifted.
ms-tenant-threshold-technician = Trial tenants reach this limit early.
ms-tenant-threshold-consumer-meaning = Microsoft has blocked this account from sending email.
ms-tenant-threshold-consumer-client = Sign in at outlook.com and follow the steps to unblock your account.
ms-tenant-threshold-consumer-technician = The account's owner has to lift the block in a browser.

ms-dmarc-reject-meaning = The receiving server refuses email that fails the sender's DMARC policy.
ms-dmarc-reject-technician = Fix SPF and DKIM alignment for the From domain.

ms-spf-violation-meaning = The receiving server refuses email from servers that the SPF record doesn't list.
ms-spf-violation-technician = Add the sending service to the SPF record.

## auth

icloud-bad-credentials-meaning = Apple rejected the sign-in. This usually means the password isn't an app-specific password.
icloud-bad-credentials-client = Create an app-specific password at account.apple.com and paste it here.
icloud-bad-credentials-technician = The user name is the icloud.com address.

yahoo-bad-credentials-meaning = Yahoo rejected the sign-in. This usually means the password isn't an app password.
yahoo-bad-credentials-client = Open Account security in your Yahoo account, create an app password, and paste it here.

## mail-from

yahoo-from-not-allowed-meaning = The From address doesn't belong to this Yahoo account.
yahoo-from-not-allowed-technician = Set the website's From address to the account's own address, and Reply-To to the visitor's address.

## auth

zoho-bad-credentials-meaning = Zoho rejected the sign-in. This usually means the password isn't an app password.
zoho-bad-credentials-client = Create an application-specific password in your Zoho account and paste it here.
zoho-bad-credentials-technician = A server in another region gives the same reply, and so does using smtp instead of smtppro for a custom domain.

## mail-from

zoho-relaying-disallowed-meaning = The From address isn't this mailbox's own address or one of its aliases.
zoho-relaying-disallowed-technician = Set the website's From address to the mailbox's own address.

rackspace-sender-domain-meaning = The signed-in mailbox isn't allowed to send from a domain outside its Rackspace account.
rackspace-sender-domain-technician = Set the website's From address to one in the same Rackspace account.

## data

godaddy-relay-quota-meaning = The mailbox has reached its daily sending limit.
godaddy-relay-quota-client = Wait a day, then try again.

## mail-from

godaddy-sender-blocked-meaning = GoDaddy's filter refuses this sender.
godaddy-sender-blocked-client = Ask GoDaddy support about the code in the reply.

## auth

ionos-auth-failed-meaning = IONOS rejected the sign-in. This usually means the mailbox password is wrong.
ionos-auth-failed-client = Set a new mailbox password in your IONOS account and enter it here.
ionos-auth-failed-technician = The IONOS customer login doesn't work for email.

hostinger-disabled-meaning = Sending is turned off for this mailbox in hPanel.
hostinger-disabled-client = Open hPanel, go to Emails, and turn on sending for this mailbox.

titan-third-party-off-meaning = Titan blocks other email apps until you allow them.
titan-third-party-off-client = Open Settings in Titan webmail and turn on access for other email apps (IMAP and SMTP).

## data

dreamhost-quota-meaning = The mailbox has reached its limit of 100 messages an hour.
dreamhost-quota-client = Wait an hour, then try again.
dreamhost-quota-technician = A sending service has no such limit.

## mail-from

dreamhost-sender-policy-meaning = The signed-in mailbox isn't allowed to send from a domain whose email isn't hosted at DreamHost.
dreamhost-sender-policy-technician = Set the website's From address to one that's hosted at DreamHost.

## auth

yandex-bad-credentials-meaning = Yandex rejected the sign-in. This usually means the password isn't an app password.
yandex-bad-credentials-client = Create an app password for mail in your Yandex account and paste it here.

yandex-access-off-meaning = Access for email apps is turned off for this mailbox.
yandex-access-off-client = Open the mailbox's settings at Yandex and turn on access for email apps (IMAP).

## mail-from

yandex-from-not-owned-meaning = The From address isn't this mailbox's own address.
yandex-from-not-owned-technician = Set the website's From address to the mailbox's own address.

## auth

mailru-app-password-meaning = Mail.ru requires a password made for email apps.
mailru-app-password-client = Create a password for external apps in your Mail.ru security settings and paste it here.

gmx-pop3-imap-off-meaning = { $provider } rejected the sign-in. This usually means that access for email apps is turned off.
gmx-pop3-imap-off-client = Turn on "POP3 and IMAP access" in the mail settings, then try again.
gmx-pop3-imap-off-technician = If two-factor sign-in is on, only an application password works.

cpanel-bad-credentials-meaning = The server rejected the user name or password.
cpanel-bad-credentials-client = Enter your whole email address as the user name, then the password for that mailbox.
cpanel-bad-credentials-technician = The host's firewall may lock out an IP address after a few failed tries.

## data

cpanel-rate-limit-meaning = The domain has sent too many messages this hour.
cpanel-rate-limit-client = Wait an hour, then try again.
cpanel-rate-limit-technician = The host sets this limit.

cpanel-defer-limit-meaning = Too many of the domain's messages failed, so the host has stopped the rest for now.
cpanel-defer-limit-client = Wait an hour, then try again.
cpanel-defer-limit-technician = Find out what the website keeps sending to bad addresses.

## auth

ses-bad-credentials-meaning = Amazon SES rejected the sign-in. This usually means these aren't SMTP credentials for this region.
ses-bad-credentials-client = Create SMTP credentials in the same region as this server. Then copy the user name and password here.
ses-bad-credentials-technician = An IAM secret key has to be converted into an SMTP password for each region.

## data

ses-not-verified-meaning = The sender isn't verified at Amazon SES in this region.
ses-not-verified-client = Sign in to Amazon SES and verify your domain in the same region as this server.
ses-not-verified-technician = The reply names the region. A domain needs DNS records. In the sandbox, recipients have to be verified, too.

ses-throttled-meaning = The account has reached its sending limit at Amazon SES.
ses-throttled-client = Wait a day, then try again.
ses-throttled-technician = The account exceeded its sending rate or its daily quota.

ses-access-denied-meaning = This SMTP user isn't allowed to send at Amazon SES.
ses-access-denied-technician = Give the IAM user the ses:SendRawEmail permission.

## auth

sendgrid-bad-key-meaning = SendGrid rejected the sign-in. The user name has to be the word "apikey" and the password an API key.
sendgrid-bad-key-client = Enter the word "apikey" as the user name. Paste a key that begins with "SG." as the password.
sendgrid-bad-key-technician = The key needs the Mail Send permission.

sendgrid-max-credits-meaning = The SendGrid account has used up its credits.
sendgrid-max-credits-client = Upgrade the plan in your SendGrid account.
sendgrid-max-credits-technician = The key is fine. It will work again once the account has credits.

## mail-from

sendgrid-unauthenticated-meaning = The server says that no one signed in on this connection.
sendgrid-unauthenticated-technician = SendGrid got no sign-in on this connection before MAIL FROM. Turn on authentication in the website's SMTP settings.

## data

sendgrid-sender-identity-meaning = The From address isn't a verified sender at SendGrid.
sendgrid-sender-identity-client = Sign in to SendGrid and verify this sender or its domain there.
sendgrid-sender-identity-technician = A verified domain (Sender Authentication) needs DNS records. A single sender needs only a click on a link in an email.

## auth

mailgun-bad-credentials-meaning = Mailgun rejected the sign-in. This usually means the password isn't the domain's SMTP password.
mailgun-bad-credentials-client = In Mailgun, reset the SMTP password for the domain. Then paste the new one here.
mailgun-bad-credentials-technician = An API key doesn't work for SMTP. US and EU accounts have separate servers.

## data

mailgun-not-activated-meaning = The Mailgun account isn't active.
mailgun-not-activated-client = Open Mailgun's confirmation email and activate your account.

mailgun-sandbox-meaning = A Mailgun sandbox domain can send only to the people on its list.
mailgun-sandbox-client = Sign in to Mailgun, then add and verify your own domain there.
mailgun-sandbox-technician = The domain needs DNS records and its own SMTP user.

## mail-from

mailgun-relay-denied-meaning = The SMTP user isn't allowed to send from this domain.
mailgun-relay-denied-technician = Set the website's From address to one at the SMTP user's own domain.

## auth

postmark-bad-token-meaning = Postmark rejected the sign-in. The user name and the password both have to be the Server API token.
postmark-bad-token-client = Copy the Server API token from Postmark and paste it into both fields.
postmark-bad-token-technician = An account token doesn't work here.

## data

postmark-sender-signature-meaning = The From address has no confirmed sender signature at Postmark.
postmark-sender-signature-client = Sign in to Postmark and verify your domain or the sender address there.
postmark-sender-signature-technician = A domain needs DNS records. A sender signature needs only a click on a link in an email.

postmark-pending-approval-meaning = Postmark hasn't approved this account yet, so it can send only to its own domain.
postmark-pending-approval-client = Request approval in your Postmark account.

## auth

brevo-unauthorized-ip-meaning = Brevo doesn't allow this IP address to use your key yet.
brevo-unauthorized-ip-client = Open the email that Brevo just sent you and authorize the IP address.
brevo-unauthorized-ip-technician = In Brevo, go to Security > Authorized IPs. The website's own IP address has to be authorized, too.

brevo-bad-key-meaning = Brevo rejected the sign-in. This usually means the password isn't an SMTP key.
brevo-bad-key-client = Generate an SMTP key in Brevo (it begins with xsmtpsib) and paste it here.
brevo-bad-key-technician = The user name is the login shown on the SMTP page. An API key doesn't work.

## mail-from

brevo-not-activated-meaning = Brevo hasn't activated this account for SMTP.
brevo-not-activated-client = Ask Brevo to activate SMTP for your account.

## auth

smtp2go-bad-credentials-meaning = SMTP2GO rejected the sign-in. This usually means you used the dashboard login.
smtp2go-bad-credentials-client = In SMTP2GO, copy the user name and password from Sending > SMTP Users.

## mail-from

smtp2go-relay-denied-meaning = The server says that no one signed in on this connection.
smtp2go-relay-denied-technician = SMTP2GO got no sign-in on this connection. A filter between here and the server may have removed it.

## data

smtp2go-sender-not-verified-meaning = The From domain isn't verified at SMTP2GO.
smtp2go-sender-not-verified-client = Sign in to SMTP2GO and verify your domain or the sender address there.
smtp2go-sender-not-verified-technician = In SMTP2GO, go to Sending > Verified Senders. A domain needs DNS records.

## auth

sparkpost-bad-key-meaning = SparkPost rejected the sign-in. This usually means the key isn't allowed to send through SMTP.
sparkpost-bad-key-client = Create an API key with the "Send via SMTP" permission and paste it here.
sparkpost-bad-key-technician = The user name is SMTP_Injection.

## data

sparkpost-unconfigured-domain-meaning = The From domain isn't set up at SparkPost.
sparkpost-unconfigured-domain-client = Sign in to SparkPost and add your domain as a sending domain.
sparkpost-unconfigured-domain-technician = SparkPost verifies the domain through its DNS records.

## mail-from

sparkpost-relay-denied-meaning = The server says that no one signed in on this connection.
sparkpost-relay-denied-technician = SparkPost got no sign-in on this connection. It accepts AUTH LOGIN on port 587 or 2525.

## auth

mailjet-bad-credentials-meaning = Mailjet rejected the sign-in. This usually means the two keys are swapped or belong to another account.
mailjet-bad-credentials-client = Enter the API key as the user name and the secret key as the password.

## mail-from

mailjet-sender-not-allowed-meaning = The From address isn't validated at Mailjet.
mailjet-sender-not-allowed-client = Sign in to Mailjet and verify your domain or the sender address there.
mailjet-sender-not-allowed-technician = A domain needs DNS records. An address needs only a click on a link in an email.

## auth

resend-bad-key-meaning = Resend rejected the sign-in. The user name has to be the word "resend" and the password an API key.
resend-bad-key-client = Enter the word "resend" as the user name. Paste a key that begins with "re_" as the password.

## data

resend-domain-not-verified-meaning = The From domain isn't verified at Resend.
resend-domain-not-verified-client = Sign in to Resend and verify your domain there.
resend-domain-not-verified-technician = The domain needs DNS records. Until it's verified, Resend sends only test messages.

## auth

mailersend-bad-credentials-meaning = MailerSend rejected the sign-in. This usually means these aren't a MailerSend SMTP user name and password.
mailersend-bad-credentials-client = Copy the generated SMTP user name and password from the domain page.
mailersend-bad-credentials-technician = An API token doesn't work for SMTP.

## data

mailersend-validation-meaning = MailerSend refuses this message permanently, even though the reply code says that the problem is temporary.
mailersend-validation-client = Sign in to MailerSend and finish the steps that it asks for.
mailersend-validation-technician = Read the reply: the From domain isn't verified, the account isn't approved, or the quota is used up.

## auth

smtpcom-channel-meaning = SMTP.com doesn't recognize this channel (sender) name.
smtpcom-channel-client = Copy the channel name from your SMTP.com account and enter it as the user name.

mandrill-bad-key-meaning = Mailchimp Transactional rejected the key.
mandrill-bad-key-client = Create a key in Mailchimp Transactional (not in Mailchimp Marketing) and paste it here.

## mail-from

send-as-not-owned-meaning = The signed-in mailbox isn't allowed to send as this From address.
send-as-not-owned-technician = Set the website's From address to the mailbox's own address or one of its aliases, and Reply-To to the visitor's address.

## rcpt

relay-denied-meaning = On this connection, the server doesn't accept email for other domains.
relay-denied-technician = Use the provider's submission server and port. This may be an MX server, or the sign-in didn't get through.

## mail-from

sender-domain-missing-meaning = The server couldn't find the domain of the sender address in DNS.
sender-domain-missing-technician = Check the spelling of the From domain. It needs an MX or A record.

## rcpt

greylisted-meaning = The server wants you to try again later.
greylisted-client = Wait 10 minutes, then try again.
greylisted-technician = This is greylisting. It stops on its own.

## any

rate-limited-meaning = A limit was reached because there were too many connections or messages in a short time.
rate-limited-client = Wait an hour, then try again.
rate-limited-technician = The server limits connections or messages for each account or IP address.

## rcpt

too-many-recipients-meaning = The message has too many recipients.
too-many-recipients-technician = Send several messages with fewer recipients each.

## data

message-too-big-meaning = The message is bigger than the server allows.
message-too-big-technician = Send smaller attachments.

## rcpt

recipient-unknown-meaning = The test recipient doesn't exist.
recipient-unknown-technician = Correct the address that the test email goes to.

mailbox-full-meaning = The mailbox is full.
mailbox-full-client = Delete some old email, then try again.

blocklisted-meaning = The server blocks the IP address that this test came from.
blocklisted-technician = The address is on a blocklist or has a bad reputation. Get it delisted, or test and send from another address. Shared hosting addresses are often blocked.

## data

spam-refused-meaning = The server's spam filter refused the message.
spam-refused-technician = Send plain text from an authenticated domain. The reply may say what the filter objected to.

dmarc-refused-meaning = The server refused the email because the sender's domain fails SPF, DKIM, or DMARC.
dmarc-refused-technician = Fix SPF and DKIM for the From domain so that email sent this way passes.

bare-linefeed-meaning = The message has invalid line endings.
bare-linefeed-technician = This is a bug in the sending program.

## mail-from

smtputf8-needed-meaning = The address has letters that the server can't handle.
smtputf8-needed-client = Use an email address without accented letters.

## any

server-for-incoming-mail-meaning = This server is for incoming email. Outgoing email goes through { $server }.
server-for-incoming-mail-client = Use { $server } as the server name.
server-for-incoming-mail-technician = An MX server accepts email for its domain. It doesn't accept sign-ins.

wrong-region-meaning = This account and this server are in different regions.
wrong-region-client = Copy the server name from your account's SMTP page and use it here.
wrong-region-technician = Each region has its own server and its own logins.

## auth

password-too-weak-meaning = The provider no longer accepts this password because it's too weak.
password-too-weak-client = Set a new, stronger password in your webmail, then enter it here.
password-too-weak-technician = The password is correct, but the provider's password rules have changed since it was set.

## any

blocklist-misused-meaning = The mail server refuses email because its own spam lookup (in DNS) is set up wrong. This test's IP address isn't the reason.
blocklist-misused-client = Tell your email provider that its spam lookup isn't working.
blocklist-misused-technician = The blocklist answers the server's queries with an error (open resolver or too many queries), and the server treats that as a listing. You don't have to change anything here.

## auth

terms-not-accepted-meaning = The mailbox's owner has to accept the provider's terms first.
terms-not-accepted-client = Sign in to the mailbox once in your browser and accept the terms.
terms-not-accepted-technician = The login itself isn't the problem.

## any

web-login-required-meaning = The account's owner has to sign in on the provider's website first.
web-login-required-client = Sign in to your account in a browser and follow the steps there. Then try again.
web-login-required-technician = The provider considers the sign-in or the account unusual.

## auth

app-password-required-meaning = This mailbox needs a password made for email apps.
app-password-required-client = Create an app password (some providers call it an authorization code) in your mailbox's security settings. Paste it here.
app-password-required-technician = The normal password doesn't work for SMTP at this provider.

account-not-permitted-meaning = This account isn't allowed to use the mail server for sending.
account-not-permitted-client = Ask the company or person who runs your mail server to let this account send email.
account-not-permitted-technician = The reply says that the account lacks a permission on the server. The password isn't the problem.
account-not-permitted-managed-meaning = This account isn't allowed to use the mail server for sending.
account-not-permitted-managed-client = Ask your administrator to let this account send email.
account-not-permitted-managed-technician = The reply says that the account lacks a permission on the server. The password isn't the problem.

smtp-access-off-meaning = SMTP is turned off for this mailbox.
smtp-access-off-client = Open the mailbox's settings and turn on access for email apps (POP3, IMAP, and SMTP). Then try again.
smtp-access-off-technician = The provider blocks email apps until the mailbox's owner allows them.
smtp-access-off-managed-meaning = SMTP is turned off for this mailbox.
smtp-access-off-managed-client = Ask your administrator to turn on SMTP for this mailbox.
smtp-access-off-managed-technician = Only the organization's administrator can change this setting.

## any

trial-only-meaning = This is a trial account, which can send only a few test messages.
trial-only-client = Sign in to your account, then verify or upgrade it.
trial-only-technician = The login is fine.

billing-needed-meaning = The provider says that the account needs a paid plan or has a payment due.
billing-needed-client = Sign in to your account and check its plan and billing.
billing-needed-technician = The login is fine.

account-not-activated-meaning = The account isn't activated yet.
account-not-activated-client = Sign in to your account on the provider's website and finish activating it.
account-not-activated-technician = The provider still has to confirm or approve the account.

sending-stopped-meaning = The provider has blocked this account from sending.
sending-stopped-client = Sign in to your account on the provider's website and follow the steps to unblock it.
sending-stopped-technician = The sign-in worked. An email from the provider in the account's inbox says why sending is paused.
sending-stopped-managed-meaning = The provider has blocked this account from sending.
sending-stopped-managed-client = Ask your administrator to unblock sending for this mailbox.
sending-stopped-managed-technician = The sign-in worked, but sending was stopped. Only the organization's administrator can turn it back on.

mail-policy-meaning = One of your organization's policies blocks this email.
mail-policy-client = Ask your administrator to allow this mailbox to send from a website.
mail-policy-technician = Only the administrator can change that rule.
mail-policy-consumer-meaning = The provider's rules block this account from sending this way.
mail-policy-consumer-client = Sign in to your account on the provider's website and follow the steps there.
mail-policy-consumer-technician = The reply mentions a policy.

sender-not-verified-meaning = The sender's domain or address isn't verified at the sending service.
sender-not-verified-client = Sign in to the sending service and verify your domain (or the sender address) there.
sender-not-verified-technician = Set up and verify the From domain with the service. The service has to find its DNS records (TXT, CNAME) and approve the sender.

## mail-from

sender-unknown-meaning = The server couldn't verify that the sender address exists.
sender-unknown-technician = Set the website's From address to one that has a mailbox on this server.

## any

ip-not-allowed-meaning = The server doesn't allow sign-ins from this IP address or country.
ip-not-allowed-technician = The server refuses the IP address that the test came from. Allow that address and the website's address in the mail server's settings.

reverse-dns-missing-meaning = The server refuses this test's IP address because the address has no reverse DNS.
reverse-dns-missing-technician = Add a PTR record for the sending IP address. The name in it has to resolve back to the same address.

server-full-meaning = The mail server is out of storage space right now.
server-full-client = Wait an hour, then try again.

server-misconfigured-meaning = The mail server isn't set up correctly, so it can't accept email right now.
server-misconfigured-client = Ask the company or person who runs your mail server to look into it.
server-misconfigured-technician = The server says: { $reply }. Its log shows which part of its configuration failed.
server-misconfigured-managed-meaning = Your organization's mail server isn't set up correctly, so it can't accept email right now.
server-misconfigured-managed-client = Ask your administrator to look into it.
server-misconfigured-managed-technician = The server says: { $reply }. Its log shows which part of its configuration failed.

server-fault-meaning = The mail server is having a problem right now.
server-fault-client = Wait 10 minutes, then try again.

server-busy-meaning = The mail server is busy right now.
server-busy-client = Wait 10 minutes, then try again.

## auth

wrong-username-form-meaning = This server expects a different kind of user name.
wrong-username-form-client = Copy the user name from your account's SMTP settings page.
wrong-username-form-technician = The password isn't the problem.

wrong-credential-kind-meaning = The server requires a password or key made for SMTP.
wrong-credential-kind-client = Create an SMTP password or key in your account and paste it here.
wrong-credential-kind-technician = The account's own password doesn't work here.

generic-535-meaning = The server rejected the user name or password.
generic-535-client = Check the user name (usually the whole email address) and enter the password again.
generic-535-technician = The reply gives no other reason. Some providers require an app password here.

generic-534-meaning = The server requires another way of signing in, usually with an app password.
generic-534-client = Create an app password in your mail account's security settings and paste it here.

## any

generic-530-meaning = The server requires another step before this one.
generic-530-technician = A 530 reply means that encryption or the sign-in is missing. The reply's text says which.

generic-5xx-meaning = The server refused for a reason that we don't recognize.
generic-5xx-technician = The server replied: { $reply }

generic-4xx-meaning = The server can't complete this step right now.
generic-4xx-client = Wait 10 minutes, then try again.

## Without a reply

starttls-injection-meaning = Something between us and the mail server tampered with the connection, so nothing was sent.
starttls-injection-technician = Data arrived along with the 220 reply to STARTTLS, as if it had come through TLS (CVE-2011-0411). Use port 465 with TLS from the start.

tls-expected-meaning = On this port, the connection has to be encrypted from the start.
tls-expected-client = Choose SSL/TLS instead of STARTTLS.
tls-expected-technician = A TLS record arrived instead of the greeting, so this is a port for implicit TLS.

not-smtp-meaning = Something answers on that port, but it isn't a mail server.
not-smtp-client = Check the server name and the port.
not-smtp-technician = The answer isn't an SMTP reply.

too-much-meaning = The server sent far more than a mail server should, so we stopped the test.
too-much-technician = One reply was longer than any mail server would send. Check the server name and the port.

out-of-step-meaning = The server sent an answer that doesn't belong here, so we stopped the test.
out-of-step-technician = The server sent a reply that no command asked for, or a code that isn't valid at this step. A proxy between here and the server can cause this.

went-silent-meaning = The server stopped answering during the test.
went-silent-client = Wait 10 minutes, then try again.
went-silent-technician = The connection was open, but this step timed out. Some servers slow down unknown senders on purpose.

starttls-hidden-meaning = Something between us and the mail server is hiding its encryption, so nothing was sent.
starttls-hidden-technician = The greeting or the EHLO lines are masked (with stars or XXXX). Virus scanners and firewalls with SMTP inspection do that.

tls-unknown-issuer-meaning = The server's certificate comes from an unknown certificate authority.
tls-unknown-issuer-technician = The certificate comes from an organization's own authority or from a device between here and the server. The step above names the issuer. If you trust that issuer, add its certificate to SEALPOST_EXTRA_ROOTS.

tls-intercepted-meaning = A virus scanner or firewall on the network where this test ran inspects encrypted connections, so nothing was sent.
tls-intercepted-technician = A security program between here and the mail server issued this certificate. Turn off its email scanning, or run the test from another network.

tls-unsuitable-meaning = The server's certificate isn't meant for a server.
tls-unsuitable-client = Tell your email provider about this.
tls-unsuitable-technician = The certificate is meant for clients or for issuing other certificates, has no alternative names, or breaks the rules for certificates. The server needs a different one.

tls-weak-meaning = The server's certificate is signed with a method that's no longer safe.
tls-weak-client = Tell your email provider about this.
tls-weak-technician = Signatures with SHA-1 or MD5 can be forged. The server needs a new certificate.

tls-short-key-meaning = The server's certificate has a key that is too short to be safe.
tls-short-key-client = Tell your email provider about this.
tls-short-key-technician = RSA keys shorter than 2048 bits can be broken, and no public authority signs them anymore. The server needs a new key and certificate.

tls-name-unknown-meaning = This server name is unknown to the mail server, which has no certificate for it.
tls-name-unknown-client = Use the server name shown on your provider's email settings page.
tls-name-unknown-technician = The server sent the TLS alert unrecognized_name (RFC 6066, section 3). On shared hosting, the server's own name usually has a certificate.

server-tls-broken-meaning = The encryption (TLS) on the mail server is broken.
server-tls-broken-client = Tell your email provider about this.
server-tls-broken-technician = The alert shown with the step comes from the server. Most often, the server can't load its certificate or key. You can't fix that yourself.

tls-access-denied-meaning = The mail server rejected the encrypted connection because it accepts only known programs.
tls-access-denied-technician = The alert shown with the step comes from the server, which requires a client certificate (mutual TLS) or a known IP address. To sign in with a password, use another port or server.

challenge-unusable-meaning = The server asked for the sign-in in a way that we can't trust, so we stopped without sending the password.
challenge-unusable-technician = Check the server name. The SCRAM-SHA-256 challenge has a wrong nonce, no salt, or an unreasonable number of rounds (RFC 5802, section 5), and the server offers no other mechanism.

server-not-proved-meaning = The server couldn't prove that it knows this account, so we didn't trust it.
server-not-proved-technician = Check the server name. The server's SCRAM-SHA-256 signature is missing or wrong (RFC 5802, section 5). Either the server only pretends to check passwords, or something between here and the server answered in its place.

no-common-mechanism-meaning = The server offers only ways of signing in (mechanisms) that this test doesn't support.
no-common-mechanism-client = Ask your email provider to allow signing in with a password.
no-common-mechanism-technician = EHLO lists none of PLAIN, LOGIN, and SCRAM-SHA-256, only others such as NTLM, GSSAPI, or CRAM-MD5. The server has to allow one of the first three. On Exchange, turn on Basic authentication for the receive connector.

token-not-taken-meaning = The server doesn't accept access tokens.
token-not-taken-technician = EHLO doesn't list XOAUTH2. Sign in with a password, or check that this is the provider's server.

token-refused-meaning = The server rejected the access token.
token-refused-technician = An access token is valid for about an hour. It needs the scope for SMTP (https://mail.google.com/, or SMTP.Send) and has to belong to this user name.

token-silent-meaning = The provider didn't answer when we asked for access.
token-silent-client = Wait a few minutes, then try again.
token-silent-technician = The token endpoint couldn't be reached, or sent no complete answer within 10 seconds.

token-untrusted-meaning = We couldn't be sure that the answer came from the provider, so nothing was sent.
token-untrusted-technician = The certificate of the token endpoint isn't valid here. Check whether a proxy or a security program replaces certificates on this network.

token-denied-meaning = The provider didn't give access, and we don't know its reason.
token-denied-technician = The endpoint's own words are in the details. Check the tenant, the application ID and the client secret's Value.

key-unusable-meaning = The key file doesn't work.
key-unusable-client = Create a new key, and paste the whole file.
key-unusable-technician = The private key in the file isn't an RSA key in PKCS #8.

relay-closed-meaning = The page sent more data than a sign-in needs, so our server closed the connection.
relay-closed-client = Check that the password field contains only the password, and try again.
relay-closed-technician = The relay for a blind check forwards up to 4 KiB with a password and 16 KiB with an access token. Try the login with `sealpost check`.

no-port-answers-meaning = None of this server's mail ports answered.
no-port-answers-client = Check the server name.
no-port-answers-technician = Neither this port nor the other mail ports answered in time. Either the server is off, the server name is wrong, or the network where the test ran blocks outgoing email.

excluded-target-meaning = This page isn't allowed to connect to that mail server, so we didn't try the sign-in.
excluded-target-technician = The server has one of our own addresses, or one in SEALPOST_REFUSE_TARGETS. If that server trusts ours, email could go out without a sign-in. To allow the test, add that one address to SEALPOST_ALLOW_TARGETS.

port-not-allowed-meaning = Email apps don't send through this port, so we didn't try it.
port-not-allowed-client = Use port 465 or 587, whichever your provider recommends.
port-not-allowed-technician = The server checks only the ports in SEALPOST_CHECK_PORTS.
