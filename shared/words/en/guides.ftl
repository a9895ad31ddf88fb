### The guide of each provider in shared/facts/providers.toml. A key is the provider's id and what it's for:
### guide-1 … the steps, in order; admin-1 … for the person who manages the organization's email;
### note-1 … what surprises people; server-1 … about the server whose note has that number;
### username and secret, what to enter; personal, why a personal account can't sign for a domain;
### dkim, about its keys; dkim-page, the way to them.
### The build fails on a provider without its guide and on a text for no provider.

## Google Workspace and Gmail

google-workspace-guide-1 = Sign in to Google with the account that will send the email. If you also have a private Google account, check that you aren't using that one.
google-workspace-guide-2 = Turn on 2-Step Verification if it's off. Google doesn't offer app passwords without it.
google-workspace-guide-3 = Open the app passwords page, type a name such as "Website", and choose "Create".
google-workspace-guide-4 = Copy the 16 letters. Google shows them only once. The spaces between them don't matter.
google-workspace-admin-1 = Check whether app passwords are turned off for your whole organization. If so, turn them on, or set up the SMTP relay service for the website's IP address.
google-workspace-admin-2 = To set up the relay, open the Admin console, then Apps > Google Workspace > Gmail > Routing > SMTP relay service. The server is then smtp-relay.gmail.com.
google-workspace-admin-3 = Some accounts can't have app passwords: those with Advanced Protection, and those whose 2-Step Verification uses only security keys. Use another mailbox or a sending service instead.
google-workspace-note-1 = Google shows the signed-in mailbox as the sender. To send from another address, add and confirm it under "Send mail as" in that mailbox.
google-workspace-note-2 = If you change the Google account's password, Google deletes its app passwords. Your website then needs a new one.
google-workspace-note-3 = If you go over the daily limit, Google stops all sending for up to a day.
google-workspace-server-3 = Google Workspace only. An administrator has to create the relay rule first.
google-workspace-server-4 = Google Workspace only. It uses the same relay rule.
google-workspace-username = Use the address that you created the app password for. An alias of the mailbox doesn't work as the user name.
google-workspace-secret = 16 lowercase letters in 4 groups of 4, shown only once
google-workspace-personal = A personal Gmail account signs its mail as gmail.com. No DNS record lets it sign for your domain. Use a paid Google Workspace account or a sending service.
google-workspace-dkim-page = Google Admin console > Apps > Google Workspace > Gmail > Authenticate email

## Microsoft 365

microsoft-365-guide-1 = Find out who manages Microsoft 365 for your organization. If it isn't you, you'll need that person's help.
microsoft-365-guide-2 = Ask for a separate mailbox for the website, such as info@yourdomain.com. Don't use a manager's mailbox.
microsoft-365-guide-3 = Ask the same person to turn on "Authenticated SMTP" for that mailbox. You can find the exact steps for them further down on this page.
microsoft-365-guide-4 = Get the user name and the password of that mailbox. A change can take from a few minutes to an hour to work.
microsoft-365-admin-1 = In the Microsoft 365 admin center, go to Users > Active users, choose the mailbox, then Mail > Manage email apps. Select the "Authenticated SMTP" checkbox. This setting works even if SMTP AUTH is off for the whole organization.
microsoft-365-admin-2 = Security defaults turn SMTP AUTH off. Conditional Access rules and authentication policies against legacy sign-in do so, too. While any of these apply, the mailbox setting alone isn't enough.
microsoft-365-admin-3 = Please don't turn off security defaults or multi-factor sign-in for everyone because of one website. A sending service is better. You can also use a connector, or OAuth if the website supports it. For mail within the organization, there's High Volume Email.
microsoft-365-admin-4 = The website can send as that mailbox, or as an address that the mailbox has "Send As" rights for.
microsoft-365-note-1 = Many web pages still name old dates for the end of passwords: September 2025, March 2026, and April 2026. Microsoft withdrew those dates in January 2026.
microsoft-365-note-2 = Some web pages tell you to turn off security defaults or multi-factor sign-in for everyone. Please don't. It makes your whole organization less safe.
microsoft-365-server-1 = This server also answers on port 25, but web hosts usually block that port.
microsoft-365-username = Use the mailbox's sign-in name (UPN). It's usually the same as its address, but not always.
microsoft-365-secret = the mailbox's own password, or a 16-letter app password if per-user multi-factor sign-in allows one
microsoft-365-dkim = Copy the targets from the Microsoft Defender portal or from PowerShell. Don't work them out yourself. Turn on signing once the records are live.
microsoft-365-dkim-page = Microsoft Defender portal (security.microsoft.com) > Email & collaboration > Policies & rules > Threat policies > Email authentication settings > DKIM

## Outlook.com, Hotmail, and Live

outlook-com-guide-1 = Use an address at your own domain, such as info@yourdomain.com. You can get one from your domain's host or from an email provider.
outlook-com-guide-2 = Or use a sending service, and verify your domain there.
outlook-com-guide-3 = You can keep reading your messages at your Outlook, Hotmail, or Live address.
outlook-com-guide-4 = Don't send your website's email from a free address. It can't prove that it comes from your website, and much of it ends up as spam.
outlook-com-note-1 = Some web pages still tell you to create an app password at account.live.com. That no longer works for websites.
outlook-com-secret = none, because passwords and app passwords stopped working for email apps on September 16, 2024
outlook-com-personal = A personal Outlook.com account signs its mail as outlook.com. No DNS record lets it sign for your domain. Use a mailbox on your domain or a sending service.

## iCloud Mail

icloud-guide-1 = Check that two-factor authentication is on for your Apple Account.
icloud-guide-2 = Sign in at account.apple.com. Open "Sign-In and Security", then "App-Specific Passwords".
icloud-guide-3 = Create a password, with a name such as "Website". Apple shows it only once. Keep the hyphens.
icloud-guide-4 = Use your iCloud address as the user name, even if you send from an address at your own domain.
icloud-note-1 = iCloud Mail is made for people, not for websites. Its limits are low, and Apple sometimes blocks senders without giving a reason.
icloud-note-2 = To use your own domain, you need iCloud+. Each person gets only a few addresses.
icloud-server-1 = This is the only port in Apple's documentation. Guides disagree about whether port 465 works.
icloud-username = Use your main iCloud address, which ends in icloud.com, me.com, or mac.com. Use it even if you send from your own domain.
icloud-secret = 16 lowercase letters in 4 groups of 4, with hyphens that are part of the password
icloud-dkim = One published guide says that Apple doesn't sign mail for custom domains. Apple's own setup template has a DKIM record, so this report expects one.
icloud-dkim-page = iCloud settings > Custom Email Domain

## Yahoo Mail

yahoo-guide-1 = Open "Account security". Under "External connections", choose "Create app password".
yahoo-guide-2 = Use a browser where you've used this account for a few days, not a private window. Yahoo sometimes hides app passwords from a browser that it doesn't know.
yahoo-guide-3 = Type a name, create the password, and copy it right away.
yahoo-note-1 = If you change your account password, your app passwords keep working. They end only if you delete them.
yahoo-note-2 = Only Yahoo decides which accounts can have app passwords. Its support team can't change that.
yahoo-note-3 = Other providers reject mail from a Yahoo address if another server sends it. Yahoo tells them to (DMARC).
yahoo-note-4 = Yahoo Japan is a separate company with other servers.
yahoo-secret = 16 lowercase letters, shown only once
yahoo-personal = A personal Yahoo account signs its mail as yahoo.com. No DNS record lets it sign for your domain. Use a mailbox on your domain or a sending service.

## AOL Mail

aol-guide-1 = Open "Account security" and choose "Create app password".
aol-guide-2 = Type a name such as "Website", and copy the app password. Your website uses it instead of your AOL password.
aol-note-1 = Other providers delete mail from an AOL address if another server sends it. AOL tells them to (DMARC).
aol-secret = 16 lowercase letters, shown only once
aol-personal = A personal AOL account signs its mail as aol.com. No DNS record lets it sign for your domain. Use a mailbox on your domain or a sending service.

## Zoho Mail

zoho-guide-1 = Open Zoho Mail and look at the address bar. The ending shows your data center and which server to use: .com, .eu, .in, .com.au, .jp, or zohocloud.ca.
zoho-guide-2 = For your own domain on a paid plan, choose a server with smtppro in its name. For a personal Zoho address, choose one without pro.
zoho-guide-3 = Check your plan. Websites can't send through the free plan.
zoho-guide-4 = If two-factor sign-in is on, create an application-specific password in your Zoho account, under "Security".
zoho-guide-5 = Send from the mailbox or from one of its aliases. Zoho rejects any other sender.
zoho-admin-1 = Check that SMTP access is on for this user. An administrator can turn it off for each person.
zoho-note-1 = Zoho rejects a correct password at the server of another region.
zoho-server-1 = Personal addresses, US data center
zoho-server-2 = Personal addresses, US data center
zoho-server-3 = Paid accounts with their own domain, US data center
zoho-server-4 = Paid accounts with their own domain, US data center
zoho-server-5 = EU data center. Personal addresses use smtp.zoho.eu.
zoho-server-6 = India. Personal addresses use smtp.zoho.in.
zoho-server-7 = Australia. Personal addresses use smtp.zoho.com.au.
zoho-server-8 = Japan. Personal addresses use smtp.zoho.jp.
zoho-server-9 = Canada
zoho-secret = about 12 letters and digits, or the mailbox password if two-factor sign-in is off
zoho-dkim = Get the key and its selector from the admin console. Turn on signing after Zoho has verified the key.
zoho-dkim-page = Zoho Mail Admin Console > Domains > Email Configuration > DKIM

## Fastmail

fastmail-guide-1 = Check your plan. You can't create an app password on the basic plan, which has no access for other programs.
fastmail-guide-2 = Go to Settings > Privacy & Security > Connected apps & API tokens. Open the app passwords there.
fastmail-guide-3 = Create an app password with access to mail (IMAP, POP, and SMTP), or to SMTP only. Fastmail rejects your normal account password.
fastmail-note-1 = If your domain uses Fastmail's nameservers, Fastmail sets SPF and DKIM for you. It doesn't set DMARC.
fastmail-username = Use your Fastmail user name. It stays the same even if you send from your own domain.
fastmail-secret = 16 letters and digits, shown only once
fastmail-dkim = Fastmail uses 3 CNAME records so that it can replace its keys. Some domains have a fourth one (fm4).
fastmail-dkim-page = Fastmail > Settings > Domains

## Proton Mail

proton-guide-1 = Check your address and plan. You need an address at your own domain and a business plan. Some family and visionary plans work, too. On other plans, ask Proton for access.
proton-guide-2 = Go to Settings > All settings > Proton Mail > IMAP/SMTP > SMTP tokens. Generate a token for the address.
proton-guide-3 = Give the token a name, and copy the token. Proton shows it only once.
proton-note-1 = Proton Mail Bridge doesn't help here. It runs on one computer and can't send for a website.
proton-note-2 = Email that your website sends also appears in your Sent folder. It isn't end-to-end encrypted.
proton-note-3 = Many web pages say that Bridge is the only way to send. That's wrong.
proton-note-4 = You can't get a token for a proton.me or pm.me address.
proton-username = Use the address at your own domain that you created the token for. Each token works for one address.
proton-secret = a token of 16 capital letters and digits, shown only once
proton-dkim = Proton needs all 3 records.
proton-dkim-page = Proton Mail > Settings > Domain names > DKIM

## Rackspace Email

rackspace-guide-1 = Use the password of the mailbox. If you don't know it, an administrator can set a new one in the control panel.
rackspace-guide-2 = Send from a domain in the same Rackspace account as the mailbox. Rackspace has made its sending rules stricter and now requires this.
rackspace-note-1 = Resellers use the same servers under other names.
rackspace-secret = the mailbox password, which the owner or the administrator set
rackspace-dkim = Signing is off until an administrator turns it on. The selector varies. Ask for it, or find it in the headers of a message sent from that mailbox.
rackspace-dkim-page = Rackspace control panel > Domains > DKIM

## Microsoft 365 from GoDaddy

godaddy-m365-guide-1 = Sign in to GoDaddy and open the Email & Office Dashboard. GoDaddy hides some of Microsoft's own pages.
godaddy-m365-guide-2 = Open the mailbox that will send the email. Turn on SMTP authentication in its advanced settings.
godaddy-m365-guide-3 = Use the password of that mailbox.
godaddy-m365-admin-1 = Open Email & Office Dashboard > Admin > Security Settings. While security defaults are on, SMTP sign-in with a password fails.
godaddy-m365-admin-2 = If you turn security defaults off, every mailbox is less safe. A sending service for the website is the better choice.
godaddy-m365-admin-3 = Microsoft's dates for the end of password sign-in also apply here.
godaddy-m365-note-1 = Many owners don't know that Microsoft handles their mail. You can tell by the page where you sign in to your email.
godaddy-m365-server-1 = This is the same service as Microsoft 365.
godaddy-m365-secret = the mailbox password
godaddy-m365-dkim = You might not have access to the Defender portal. If so, ask GoDaddy's support, or use PowerShell.
godaddy-m365-dkim-page = Microsoft Defender portal (security.microsoft.com) > Email & collaboration > Policies & rules > Threat policies > Email authentication settings > DKIM

## GoDaddy Workspace Email

godaddy-workspace-guide-1 = Find out which of GoDaddy's 3 kinds of email you have: Microsoft 365, Professional Email (Titan), or the older Workspace Email. These steps are for Workspace Email.
godaddy-workspace-guide-2 = Use the whole email address as the user name, with the mailbox's password.
godaddy-workspace-guide-3 = If GoDaddy also hosts your website, the website might have to use GoDaddy's own relay. Tell your agency.
godaddy-workspace-note-1 = A Titan mailbox from GoDaddy uses Titan's servers and not secureserver.net.
godaddy-workspace-note-2 = GoDaddy has moved many customers to Microsoft 365. Their saved settings often still say secureserver.net.
godaddy-workspace-secret = the mailbox password
godaddy-workspace-dkim = GoDaddy doesn't sign mail from old Workspace mailboxes for your domain.

## Namecheap Private Email

namecheap-private-email-guide-1 = Use the password of the mailbox. The password of your Namecheap account is a different one.
namecheap-private-email-note-1 = You can create a DKIM key only after you have a mailbox. Namecheap requires DKIM.
namecheap-private-email-note-2 = Free email forwarding at Namecheap (MX records under registrar-servers.com) can't send email at all.
namecheap-private-email-server-1 = Recommended
namecheap-private-email-secret = the mailbox password, or an application password if two-factor sign-in is on

## IONOS Mail

ionos-guide-1 = Use the password of the email address. You set it in the control panel. It isn't the password that you use to sign in to IONOS.
ionos-guide-2 = Choose the server of the country where you signed the contract. Your mailbox is in that region only.
ionos-note-1 = You can set a new password in the control panel without the old one.
ionos-note-2 = If IONOS hosts your DNS, SPF and DKIM are there from the start. They get lost if you move the DNS to Cloudflare or another host.
ionos-note-3 = The panel lists SPF as a separate type, "SPF (TXT)". To change a record that an IONOS service set, delete it and create it again.
ionos-server-1 = US contracts
ionos-server-2 = US contracts
ionos-server-3 = UK contracts
ionos-server-4 = German contracts. The old name is smtp.1und1.de.
ionos-server-5 = French contracts
ionos-server-6 = Spanish contracts
ionos-secret = the mailbox password
ionos-dkim = IONOS adds the records for you on its own nameservers. At another DNS host, add all 3 yourself. IONOS sometimes also publishes _dmarc as a CNAME to dmarc.ionos.<country>.

## OVHcloud

ovh-guide-1 = In the OVHcloud Control Panel, open Web Cloud. Your product is under Emails, Exchange, or Email Pro. For Exchange and Email Pro, the panel shows the server name there.
ovh-guide-2 = Use the password of the mailbox. You can change it on the same page. It isn't the password of your OVHcloud account.
ovh-guide-3 = Use the shared server name exactly as it is. A server name at your own domain has no matching certificate.
ovh-note-1 = OVH usually ends the SPF record with -all. Other providers then reject mail from any sender that you forgot to list.
ovh-server-1 = MX Plan in Europe
ovh-server-2 = MX Plan in Europe
ovh-server-3 = A newer name for MX Plan and Zimbra in Europe. America and Asia use smtp.mail.ovh.ca.
ovh-server-4 = Email Pro. The panel shows your number.
ovh-server-5 = Hosted Exchange. The panel shows your number.
ovh-secret = the mailbox password
ovh-dkim = The numbers differ for each customer. Copy them from the panel.

## Hostinger Email

hostinger-guide-1 = In hPanel, open "Emails" and choose your domain. You can set a new mailbox password there, but you can't see the old one.
hostinger-note-1 = If your domain uses Hostinger's nameservers, choose "Connect automatically" to set MX, SPF, and DKIM.
hostinger-note-2 = Some Hostinger customers have Titan or cPanel mail instead. The panel shows which one you have.
hostinger-note-3 = Hostinger suspends accounts after many bounces or complaints. Its server then rejects your email without an explanation.
hostinger-secret = the mailbox password that you set in hPanel
hostinger-dkim-page = Hostinger hPanel > Emails > DNS settings

## Titan Email

titan-guide-1 = Open Settings in Titan webmail, and turn on access for other email apps. It's off at first.
titan-guide-2 = If two-factor sign-in is on, create an app password in the same settings. Otherwise, use the mailbox's own password.
titan-note-1 = Many web hosts sell Titan under their own name. You might know it as your host's email.
titan-note-2 = Titan suspends mailboxes after bounces or abuse reports. Only Titan's support team can undo that.
titan-secret = the Titan mailbox password, or an app password if two-factor sign-in is on
titan-dkim-page = Titan control panel > Domain set-up > DKIM

## Bluehost mail

bluehost-guide-1 = Find out which kind of email you have. Bluehost sells cPanel mail, Titan (Professional Email), Google Workspace, and Microsoft 365. These steps are for cPanel mail.
bluehost-guide-2 = Open "Email", then "Connect devices". That page shows the server, the port, and the user name.
bluehost-note-1 = Bluehost filters outgoing mail. If you send from an address at another domain, the filter changes the address or rejects the message.
bluehost-server-1 = cPanel mail on your web server. The server's own name also works, and its certificate is more likely to match.
bluehost-server-2 = For Titan mailboxes
bluehost-secret = the mailbox password

## DreamHost mail

dreamhost-guide-1 = Check that the mailbox is at DreamHost. Its sender policy rejects senders at a domain whose mail is somewhere else.
dreamhost-guide-2 = Use the password of the mailbox. You set it for each mailbox in the panel.
dreamhost-note-1 = If you go over the limit, DreamHost rejects the message. Its reply mentions the quota.
dreamhost-secret = the mailbox password
dreamhost-dkim = DreamHost signs mail that's sent by SMTP. It doesn't sign mail that PHP sends on the web server.

## Gandi Mail

gandi-guide-1 = Use a sender address at a domain that has a Gandi mailbox. Gandi rejects any other sender.
gandi-guide-2 = Use the password of the mailbox. You set it for each mailbox in the domain's "Email" tab.
gandi-secret = the mailbox password
gandi-dkim-page = Gandi > Domain > Email

## Yandex 360

yandex-360-guide-1 = In the mailbox settings, open "Email clients". Allow access for email apps, and select the app passwords option.
yandex-360-guide-2 = Then open the security settings of your Yandex ID, and create an app password of the kind "Mail".
yandex-360-guide-3 = If you're in an organization and can't find these settings, ask your administrator. They might have to allow email apps first.
yandex-360-note-1 = Yandex delays mail from your domain if it also comes from another service and your SPF record lists only Yandex.
yandex-360-server-1 = smtp.yandex.ru is the same service.
yandex-360-secret = 16 lowercase letters
yandex-360-dkim-page = Yandex 360 admin > Domains > DKIM

## Mail.ru

mail-ru-guide-1 = Open the security settings of your account, and create a password for external applications. Mail.ru rejects the mailbox password from other programs.
mail-ru-secret = about 20 letters and digits

## GMX

gmx-guide-1 = In the mail settings, open "POP3/IMAP" and allow access for other programs. It's off at first.
gmx-guide-2 = If two-factor sign-in is on, create an application-specific password under "Security". GMX shows it only once.
gmx-note-1 = If you turn on two-factor sign-in, GMX turns off access for other programs. You then have to allow it again.
gmx-note-2 = GMX turns off access again if you don't use it for months.
gmx-server-1 = gmx.de, gmx.net, gmx.at, and gmx.ch
gmx-server-3 = gmx.com and its sister domains
gmx-secret = the mailbox password, or an application password if two-factor sign-in is on
gmx-personal = A personal GMX account signs its mail for GMX. No DNS record lets it sign for your domain. Use a mailbox on your domain or a sending service.

## WEB.DE

web-de-guide-1 = In the mail settings, allow POP3/IMAP access. You have to do this only once.
web-de-guide-2 = If two-factor sign-in is on, create an application password. WEB.DE is the same company as GMX and has the same rules.
web-de-username = Use the part before the @. The whole address works, too.
web-de-secret = the mailbox password, or an application password if two-factor sign-in is on
web-de-personal = A personal WEB.DE account signs its mail as web.de. No DNS record lets it sign for your domain. Use a mailbox on your domain or a sending service.

## cPanel

cpanel-guide-1 = Sign in to cPanel at your web host, and open "Email Accounts".
cpanel-guide-2 = Choose "Connect Devices" next to the mailbox. That page shows the server, the port, and the user name.
cpanel-guide-3 = If you don't know the password, choose "Manage" and set a new one. cPanel can't show you the old one.
cpanel-guide-4 = If we say later that the certificate doesn't match, use the server's own name from that page.
cpanel-admin-1 = Too many failed sign-ins can block the address that they come from (cPHulk or the firewall). After one wrong password, please don't try again and again.
cpanel-note-1 = Failed sign-ins can block the address that they come from. After one wrong password, set a new password instead of guessing.
cpanel-note-2 = If too many messages bounce within an hour, the host stops your whole domain for the rest of that hour.
cpanel-server-1 = Or use the server's own name, which cPanel shows under "Connect Devices".
cpanel-username = Use the whole email address. The cPanel user name doesn't work.
cpanel-secret = the mailbox password
cpanel-dkim = The "Email Deliverability" page can repair the record only if your domain uses the host's nameservers. If your DNS is somewhere else, copy the record there.
cpanel-dkim-page = cPanel > Email Deliverability > Manage

## Plesk

plesk-guide-1 = Sign in to Plesk at your web host, and open "Mail".
plesk-guide-2 = Choose the info icon next to the mailbox. It shows the server and the ports.
plesk-guide-3 = If you don't know the password, open the mailbox and set a new one.
plesk-admin-1 = A new Plesk server has a certificate that it signed itself. Websites shouldn't trust it. Issue one for the mail server under "SSL/TLS Certificates".
plesk-note-1 = A new Plesk server has a certificate that it signed itself. A website can't trust it.
plesk-server-1 = Use mail.<domain> only if the host has a certificate for mail there.
plesk-secret = the mailbox password
plesk-dkim-page = Plesk > mail settings of the domain > DKIM

## Migadu

migadu-guide-1 = Create an identity with its own password for the website. You can then remove it without changing anything else.
migadu-username = Use the mailbox, or one of its identities that has its own password.
migadu-secret = the password of the mailbox or of the identity
migadu-dkim-page = Migadu admin panel > Domain > DNS configuration

## mailbox.org

mailbox-org-guide-1 = If two-factor sign-in is on, create an application password for email apps.
mailbox-org-guide-2 = To send from your own domain, first add the sender as an alternative address.
mailbox-org-username = Use your main mailbox.org address, even if you send from your own domain.
mailbox-org-secret = the account password, or an application password if two-factor sign-in is on
mailbox-org-dkim = Older domains have only the first selector, as a TXT record.
mailbox-org-dkim-page = mailbox.org > Settings > Custom domains

## Posteo

posteo-guide-1 = If you can, use another provider for a business website. Posteo doesn't support custom domains, so you can only send from a Posteo address.
posteo-guide-2 = If the extra mail protection is on, turn it off or create an application password. Other programs can't sign in until then.
posteo-secret = the account password, or an application password if you created one
posteo-personal = A Posteo account signs its mail as posteo.de. It's a personal account, so no DNS record lets it sign for your domain. Use a mailbox on your domain or a sending service.

## STRATO

strato-guide-1 = Use the password of the email address. You set it in the customer area.
strato-secret = the mailbox password
strato-dkim = You turn on DKIM in the STRATO panel. We don't know which selectors it uses.

## one.com

one-com-guide-1 = Use the password of the mailbox. You set it in the control panel, under "Email".
one-com-secret = the mailbox password
one-com-dkim = On its own nameservers, one.com adds the records for you.

## Hetzner web hosting

hetzner-webhosting-guide-1 = Use the password of the mailbox. You set it in konsoleH, under Email > Mailboxes.
hetzner-webhosting-secret = the mailbox password
hetzner-webhosting-dkim = You create the key in konsoleH. We don't know which selector it uses.

## Infomaniak

infomaniak-guide-1 = In the manager, create a device password for the mailbox. Infomaniak shows it only once.
infomaniak-secret = a password for one device, created in the manager
infomaniak-dkim = On its own nameservers, Infomaniak adds the record for you. We don't know which selector it uses.

## Amazon SES

amazon-ses-guide-1 = Open Amazon SES, and choose the region where your domain is verified. The next steps apply to that region only.
amazon-ses-guide-2 = Open "SMTP settings" and choose "Create SMTP credentials".
amazon-ses-guide-3 = Download the credentials. Amazon shows them only once. You need the user name, the password, and the server name on that page.
amazon-ses-guide-4 = Don't use an AWS access key instead. It doesn't work.
amazon-ses-guide-5 = If your account is still in Amazon's sandbox, ask for production access. Until then, you can send only to addresses that you've verified.
amazon-ses-note-1 = The credentials of one region don't work at the server of another region.
amazon-ses-note-2 = The IAM user of the credentials needs permission to send raw mail.
amazon-ses-server-1 = Ports 25 and 2587 also take STARTTLS.
amazon-ses-server-2 = Port 2465 is the same.
amazon-ses-username = Use the 20 capital letters and digits that begin with AKIA. It's an access key ID, but the SMTP password isn't the secret access key.
amazon-ses-secret = 44 characters, often beginning with B, for one region only
amazon-ses-dkim = The records have tokens of 32 characters, which differ for each domain and region.
amazon-ses-dkim-page = Amazon SES console > Identities > your domain > Authentication

## SendGrid

sendgrid-guide-1 = Open Settings > API Keys, and choose "Create API Key".
sendgrid-guide-2 = Choose "Restricted Access", and allow only "Mail Send".
sendgrid-guide-3 = Copy the key without a line break. SendGrid shows it only once.
sendgrid-guide-4 = Send from a domain that you've authenticated at SendGrid, or from a verified single sender.
sendgrid-note-1 = SendGrid can accept your sign-in and still reject your messages, because it checks the sender later. Our test checks both.
sendgrid-note-2 = Accounts in the EU use a different server: smtp.eu.sendgrid.net.
sendgrid-server-1 = Ports 25 and 2525 also work.
sendgrid-username = Use the word apikey, in lowercase. It's the same for everyone.
sendgrid-secret = 69 characters: SG, a dot, 22 characters, a dot, and 43 characters
sendgrid-dkim = If automated security is off, use a TXT record at m1._domainkey. The subdomain then needs an MX record and an SPF record.
sendgrid-dkim-page = SendGrid > Settings > Sender Authentication

## Mailgun

mailgun-guide-1 = Open Sending > Domain settings, and choose your domain. Its region, US or EU, decides which server to use.
mailgun-guide-2 = Open "SMTP credentials". The user name is a whole email address at that domain.
mailgun-guide-3 = Reset its password, and copy the new one. Mailgun shows it only once. The API key is something else and doesn't work here.
mailgun-guide-4 = Use your own domain. With a Mailgun sandbox domain, you can send only to recipients that you've authorized.
mailgun-note-1 = Mailgun also accepts your sign-in if your domain isn't verified or is turned off. It then rejects the messages.
mailgun-note-2 = A domain in the EU region uses a different server: smtp.eu.mailgun.org.
mailgun-server-1 = US region. Ports 25 and 2525 also work.
mailgun-server-2 = US region
mailgun-server-3 = EU region
mailgun-server-4 = EU region
mailgun-username = Use a whole address at the sending domain, such as postmaster@ and that domain. Each domain has its own users.
mailgun-secret = a generated password, shown only once; older ones are 32 hexadecimal characters followed by 2 short groups
mailgun-dkim = Copy the targets from the panel. Some domains have CNAME records that point below domainkey.mailgun.org.
mailgun-dkim-page = Mailgun > Sending > Domains > DNS records

## Postmark

postmark-guide-1 = Open the server that your website will use, then "API Tokens".
postmark-guide-2 = Copy the Server API token. It's both the user name and the password. The account token doesn't work here.
postmark-guide-3 = Send from a confirmed sender signature, or from an address at a verified domain.
postmark-guide-4 = Ask Postmark to approve your account now. Until then, a new account can send only within its own domain.
postmark-note-1 = You can turn SMTP on and off in the settings of the server. Check that it's on.
postmark-note-2 = Some DNS hosts don't accept the CNAME record next to other records with the same name.
postmark-server-1 = Ports 25 and 2525 also work. There's no port with implicit TLS.
postmark-server-2 = For networks that block port 587
postmark-server-3 = For broadcast streams
postmark-username = Enter the Server API token in both fields. If you have an SMTP token, its access key is the user name, and its secret key is the password.
postmark-secret = a UUID in lowercase; an SMTP token's key begins with PM-T- and the name of a stream
postmark-dkim-page = Postmark > Sender Signatures > your domain > DNS Settings

## Brevo

brevo-guide-1 = Open Settings > SMTP & API, and choose the "SMTP" tab.
brevo-guide-2 = Copy the login on that page, and generate an SMTP key. It begins with xsmtpsib-, and Brevo shows it only once.
brevo-guide-3 = Open Security > Authorized IPs. If blocking is on there, add the IP address of your website and the one that our test comes from.
brevo-guide-4 = Verify the address or the domain that you send from.
brevo-note-1 = If Brevo blocks an IP address, our test fails even though your settings are right. Brevo then sends an email to the owner of the account. Use the link in that email to allow the address.
brevo-note-2 = Brevo's support team might have to turn on sending for a new account.
brevo-server-1 = Port 2525 also works. The old name is smtp-relay.sendinblue.com.
brevo-username = Use the SMTP login on the SMTP page. Newer accounts have a generated address under smtp-brevo.com. In older accounts, it's the account's email address.
brevo-secret = an SMTP key that begins with xsmtpsib-; an API key begins with xkeysib- and doesn't work here
brevo-dkim = A TXT record with brevo-code at your domain proves that you own it. Brevo also asks for a DMARC record with its own report address.
brevo-dkim-page = Brevo > Senders, Domains & Dedicated IPs > Domains

## SMTP2GO

smtp2go-guide-1 = Open Sending > SMTP Users, and add a user. Copy its name and password.
smtp2go-guide-2 = Open Sending > Verified Senders, and verify your domain with 3 CNAME records.
smtp2go-note-1 = If the user name is wrong, SMTP2GO might say that it rejects the sender.
smtp2go-server-1 = Ports 25, 80, 2525, and 8025 also work.
smtp2go-server-2 = Ports 443 and 8465 also work.
smtp2go-server-3 = EU. The others are mail-us.smtp2go.com and mail-au.smtp2go.com.
smtp2go-username = Use an SMTP user from Sending > SMTP Users. The sign-in for the dashboard doesn't work.
smtp2go-secret = the password of the SMTP user, chosen or generated
smtp2go-dkim-page = SMTP2GO > Sending > Verified Senders

## SparkPost

sparkpost-guide-1 = Create an API key with the "Send via SMTP" permission.
sparkpost-guide-2 = Verify your sending domain. It has to be ready for sending.
sparkpost-guide-3 = Set up your website to sign in with AUTH LOGIN over STARTTLS, as SparkPost documents it.
sparkpost-note-1 = SparkPost approves your domain only if it has a working website.
sparkpost-note-2 = If your root domain has its own mail, it can't be the bounce domain.
sparkpost-server-1 = Port 2525 also works.
sparkpost-server-2 = EU accounts
sparkpost-username = Use exactly these letters, with the capitals and the underscore.
sparkpost-secret = 40 hexadecimal characters
sparkpost-dkim-page = SparkPost > Configuration > Sending Domains

## Mailjet

mailjet-guide-1 = Open Account > API keys, and copy the API key and the secret key.
mailjet-guide-2 = Validate the sender address or the domain.
mailjet-note-1 = Each sub-account has its own keys.
mailjet-note-2 = Mailjet turns off keys after a change of owner, or when it reviews your account.
mailjet-server-1 = Ports 25, 80, 588, and 2525 also work.
mailjet-username = Use the API key as the user name and the secret key as the password. It's easy to mix them up.
mailjet-secret = 32 hexadecimal characters for each of the 2 keys; the secret key is shown only once
mailjet-dkim = Mailjet sometimes asks for a TXT record at mailjet._<token> to prove that you own the domain.
mailjet-dkim-page = Mailjet > Account settings > Domains > Authentication

## Resend

resend-guide-1 = Open "API Keys", and create a key with sending access for your domain only. Resend shows it only once.
resend-guide-2 = Verify your domain. Until then, you can send only to the address of your account.
resend-note-1 = The send subdomain needs an MX record even though it receives no mail. Some DNS hosts make that hard to enter.
resend-server-1 = Port 2465 also works.
resend-server-2 = Ports 25 and 2587 also work.
resend-username = Use the word resend. It's the same for everyone.
resend-secret = a key that begins with re_
resend-dkim-page = Resend > Domains > your domain > DNS records

## MailerSend

mailersend-guide-1 = Go to Domains > Manage > SMTP, and choose "Generate new user".
mailersend-guide-2 = Send from any verified domain in your account.
mailersend-guide-3 = Get your account approved. Until then, you can send only a few messages. From the trial domain, you can send only to the owner.
mailersend-note-1 = Some rejections look temporary, but they're final.
mailersend-server-1 = You need TLS 1.2 or newer. Port 2525 also works.
mailersend-username = Use the generated name: MS_ and 6 characters, then an address at the domain. You can't choose it, and it isn't the sender address.
mailersend-secret = a generated password; API tokens begin with mlsn. and don't work here
mailersend-dkim-page = MailerSend > Domains > your domain > DNS records

## SendLayer

sendlayer-guide-1 = Open Settings > SMTP credentials.
sendlayer-guide-2 = Copy the user name and the password. Each has 32 characters.
sendlayer-guide-3 = Authorize your domain there with the records that SendLayer shows, if you haven't done so yet.
sendlayer-note-1 = The user name and the password look alike, with 32 characters each. Take care not to mix them up.
sendlayer-username = Use the 32 characters that SendLayer shows with the SMTP settings.
sendlayer-secret = 32 characters: digits and the letters A to F
sendlayer-dkim = SendLayer also uses 2 other CNAME records: _dmarc.sl to _dmarc.m2.sendlayer.net, and track.sl to track.m2.sendlayer.net.
sendlayer-dkim-page = SendLayer > Settings > Authorized Domains

## SMTP.com

smtp-com-guide-1 = Sign in to SMTP.com, and open your sender. SMTP.com also calls it a channel.
smtp-com-guide-2 = Copy its name exactly, because that's the user name. The most common mistake is a name that doesn't exist.
smtp-com-guide-3 = Copy its password, or create an API key for it.
smtp-com-server-1 = Ports 25, 80, 2525, and 25025 also work.
smtp-com-username = Use the name of the sender (channel).
smtp-com-secret = the password of the channel, or an API key
smtp-com-dkim = SMTP.com shows the records in your account after you add your domain. We don't know them.

## Elastic Email

elastic-email-guide-1 = Open Settings > Manage SMTP, and create credentials. Elastic Email shows the password only once.
elastic-email-guide-2 = Verify your domain. Make it the default, or allow it as a sender.
elastic-email-server-1 = Ports 25 and 587 also work.
elastic-email-username = Use the address that you created the SMTP credential for.
elastic-email-secret = a long row of digits and the letters A to F
elastic-email-dkim = To track messages, add a CNAME record from tracking to api.elasticemail.com.
elastic-email-dkim-page = Elastic Email > Settings > Domains

## Mailchimp Transactional

mandrill-guide-1 = Open Settings > SMTP & API Info. Create an API key, and use it as the password.
mandrill-guide-2 = Verify your domain and set up DKIM. Otherwise, Mailchimp rejects all messages as unsigned.
mandrill-guide-3 = Don't use a key from Mailchimp's marketing product. Transactional is a separate product that you pay for.
mandrill-note-1 = If your domain doesn't sign, Mailchimp accepts the message and rejects it later. Only your account shows that, so look there after the first message.
mandrill-server-1 = Ports 25 and 2525 also work.
mandrill-username = Use the contact address of the account. Mailchimp doesn't check it.
mandrill-secret = any active API key; newer ones begin with md-
mandrill-dkim-page = Mailchimp Transactional > Settings > Sending Domains

## The sandbox's provider, whose row is in backend/sandbox

sandbox-mail-guide-1 = Open the provider's page and copy the app password with its spaces. This provider exists only in the sandbox.
sandbox-mail-guide-2 = To see what a client sees after a mistake, use any other password. It's rejected.
sandbox-mail-username = The mailbox's address.
sandbox-mail-secret = 16 lowercase letters in 4 groups
