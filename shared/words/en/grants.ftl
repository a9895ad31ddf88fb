### Why a grant (a consent, an app permission, or a service account) doesn't work, for each row of
### shared/facts/grant-errors.toml. -meaning says what happened, for everyone. -fix says what the row's "who" does now.

## token, microsoft-365

aad-secret-invalid-meaning = Microsoft rejected the client secret.
aad-secret-invalid-fix = Create a new client secret under Certificates & secrets in the app registration. Copy its Value right away, because Microsoft shows it only once.

aad-secret-expired-meaning = The client secret that the website uses has expired.
aad-secret-expired-fix = Create a new client secret under Certificates & secrets in the app registration. Enter its Value in place of the old one.

aad-secret-mismatch-old-meaning = The client secret doesn't belong to this app.
aad-secret-mismatch-old-fix = Open the app registration that has this Application (client) ID. Create a new client secret there and enter its Value.

aad-assertion-time-meaning = Microsoft rejected the request, because the time in it doesn't match Microsoft's clock.
aad-assertion-time-fix = Set the clock of the computer that sends the request, and try again.

aad-cert-expired-meaning = The certificate that the website uses has expired.
aad-cert-expired-fix = Create a new certificate and upload it under Certificates & secrets in the app registration. Then enter the new certificate and its private key in place of the old ones.

aad-secret-missing-meaning = The website sent neither a client secret nor a certificate.
aad-secret-missing-fix = Enter the client secret, or the private key of the certificate, in the website's mail settings.

aad-client-is-public-meaning = The app is registered as a public client, so Microsoft doesn't accept a client secret from it.
aad-client-is-public-fix = In the app registration, open Authentication and delete the website's redirect URI. Then add the same URI again with Web as the platform.

aad-cert-rejected-meaning = Microsoft doesn't know the website's certificate.
aad-cert-rejected-fix = Open Certificates & secrets in the app registration and upload the website's certificate. If it's already there, check that it's the same one.

aad-cert-bad-signature-meaning = Microsoft couldn't verify the signature on the request. This usually means that the private key belongs to a different certificate.
aad-cert-bad-signature-fix = Sign the request with the private key of the certificate in the app registration.

aad-federated-no-match-meaning = The app doesn't trust the identity that the server signed in with.
aad-federated-no-match-fix = In the app registration, open Certificates & secrets > Federated credentials. Make the issuer and the subject match the token, including capital letters.

aad-app-not-found-meaning = Your organization doesn't have an app with this ID.
aad-app-not-found-fix = Open the app registration's Overview page. Copy both the Application (client) ID and the Directory (tenant) ID from there.

aad-app-no-principal-meaning = The app hasn't been added to your organization's enterprise apps yet.
aad-app-no-principal-fix = Open API permissions in the app registration and select Grant admin consent. This adds the app.

aad-app-disabled-meaning = The app is turned off in your organization.
aad-app-disabled-fix = In the Entra admin center, open the app under Enterprise apps. Under Properties, set Enabled for users to sign-in to Yes.

aad-tenant-unknown-meaning = Microsoft doesn't know an organization with this tenant ID or domain name.
aad-tenant-unknown-fix = Open the app registration's Overview page. Copy the Directory (tenant) ID from there.

aad-tenant-malformed-meaning = That isn't a tenant ID or a domain name.
aad-tenant-malformed-fix = Copy the Directory (tenant) ID again and paste it whole. It has 36 characters.

aad-tenant-missing-meaning = The request doesn't say which organization it's for.
aad-tenant-missing-fix = Enter the Directory (tenant) ID in the website's mail settings.

aad-common-not-allowed-meaning = The app works in one organization only. The website used the sign-in address for all organizations.
aad-common-not-allowed-fix = In the plugin's settings, replace common with the Directory (tenant) ID.

aad-grant-needs-tenant-meaning = This type of sign-in works only at the organization's own sign-in address.
aad-grant-needs-tenant-fix = In the token URL, replace common or consumers with the Directory (tenant) ID.

aad-scope-invalid-meaning = The website asked for a permission (scope) that doesn't exist or isn't written correctly.
aad-scope-invalid-fix = Set the scope to https://outlook.office365.com/.default. If a person signs in, set it to https://outlook.office.com/SMTP.Send offline_access.

aad-scope-not-default-meaning = An app that signs in on its own has to ask for a scope that ends in /.default.
aad-scope-not-default-fix = Send https://outlook.office365.com/.default as the scope. Make sure that it isn't URL-encoded twice.

aad-scope-two-resources-meaning = The website asked for permissions to two different services in one request.
aad-scope-two-resources-fix = Request the Outlook scopes on their own. If you also need Microsoft Graph, get a separate token for it.

aad-resource-missing-meaning = The service that the website asked for isn't set up in your organization.
aad-resource-missing-fix = In the Microsoft 365 admin center, make sure that your organization has an Exchange Online plan.

aad-resource-not-listed-meaning = The app doesn't have the permission that the website asked for. It's missing, or no one has approved it.
aad-resource-not-listed-fix = Open API permissions in the app registration. Add the missing permission, then select Grant admin consent.

aad-no-consent-meaning = No one in your organization has approved this app yet.
aad-no-consent-fix = Open API permissions in the app registration and select Grant admin consent.

aad-admin-consent-needed-meaning = This app needs an administrator's approval.
aad-admin-consent-needed-fix = Open API permissions in the app registration and select Grant admin consent.

aad-consent-declined-meaning = The request for approval was declined on Microsoft's page.
aad-consent-declined-fix = Sign in once more and select Accept.

aad-reply-url-meaning = The app registration doesn't list the website's redirect URI.
aad-reply-url-fix = Copy the redirect URI from the plugin. Add it under Authentication in the app registration, with Web as the platform.

aad-not-assigned-meaning = The account hasn't been assigned to the app.
aad-not-assigned-fix = In the Entra admin center, open the app under Enterprise apps. Add the account under Users and groups.

aad-user-not-found-meaning = Microsoft can't find an account with this address.
aad-user-not-found-fix = Check the spelling. Use the address you sign in to Outlook with, not an alias.

aad-user-other-tenant-meaning = This isn't the right account. It's a personal one or belongs to another company.
aad-user-other-tenant-fix = Sign out, then use your work account to sign in.

aad-password-wrong-meaning = The user name or the password isn't right.
aad-password-wrong-fix = Enter your password again. If you don't remember it, reset it on the sign-in page.

aad-password-expired-meaning = Your password has expired.
aad-password-expired-fix = Open outlook.office.com and sign in. Then choose a new password.

aad-user-disabled-meaning = Sign-in is blocked for this account.
aad-user-disabled-fix = In the Microsoft 365 admin center, open the user under Active users and select Unblock sign-in. If it's a shared mailbox, keep sign-in blocked and use SMTP.SendAsApp instead.

aad-user-locked-meaning = Microsoft blocked the sign-in. There were too many attempts, or the network looked suspicious.
aad-user-locked-fix = Wait 30 minutes before you try again. More attempts make the wait longer.

aad-mfa-needed-meaning = Your organization asks for a second step, such as a code. The website can't do that step for you.
aad-mfa-needed-fix = Sign in to connect your mailbox again, and finish the second step in your browser.

aad-mfa-not-set-up-meaning = Your account needs a second way to prove that it's you.
aad-mfa-not-set-up-fix = Go to mysignins.microsoft.com/security-info and select Add sign-in method. When you're done, sign in to connect your mailbox again.

aad-conditional-access-meaning = A security policy blocked this sign-in.
aad-conditional-access-fix = Keep the policy. Give the website's app the SMTP.SendAsApp permission, so that no person has to sign in.

aad-device-required-meaning = Your organization accepts this sign-in only from a managed device or an approved app. A web server can't be either.
aad-device-required-fix = Keep the policy. Give the website's app the SMTP.SendAsApp permission, so that no person has to sign in.

aad-security-defaults-meaning = Security defaults blocked this sign-in. It uses an old method or seems unsafe.
aad-security-defaults-fix = Keep security defaults on. Give the website's app the SMTP.SendAsApp permission.

aad-refresh-idle-meaning = The sign-in code or the saved connection wasn't used in time, so it expired.
aad-refresh-idle-fix = Sign in to connect your mailbox again.

aad-refresh-revoked-meaning = The website can't use your mailbox anymore. This usually happens after a password change.
aad-refresh-revoked-fix = Sign in to connect your mailbox again.

aad-refresh-frequency-meaning = Your organization makes people sign in again after a set time. That's why the connection expired.
aad-refresh-frequency-fix = Give the website's app the SMTP.SendAsApp permission. The sign-in frequency policy is only for people.

aad-code-used-meaning = The code from the sign-in page was used twice.
aad-code-used-fix = Sign in to connect your mailbox again. Don't reload the page until it's done.

aad-refresh-invalid-meaning = Microsoft rejected the connection that the website had saved.
aad-refresh-invalid-fix = Sign in to connect your mailbox again.

aad-field-missing-meaning = Microsoft needs a value that the website didn't send.
aad-field-missing-fix = Complete the mail settings: tenant ID, client ID, client secret, and scope. The reply names the missing value.

aad-input-invalid-meaning = Microsoft can't read one of the values that you entered.
aad-input-invalid-fix = Paste each value again. Leave out spaces and line breaks.

aad-request-malformed-meaning = Microsoft couldn't read the request. This usually means that a special character wasn't encoded.
aad-request-malformed-fix = Send the values as a POST request and URL-encode each of them.

aad-grant-type-meaning = The website asked for a type of sign-in that Microsoft doesn't support.
aad-grant-type-fix = Set grant_type to client_credentials for an app permission. If a person signed in, use authorization_code first and refresh_token later.

aad-consumer-app-meaning = The app is for work accounts, but the website used the sign-in address for personal accounts.
aad-consumer-app-fix = In the token URL, replace consumers with the Directory (tenant) ID.

aad-throttled-meaning = Microsoft got too many token requests in a short time.
aad-throttled-fix = Wait 10 minutes, then try again. A token lasts about an hour, so the website can reuse it.

aad-temporary-meaning = Microsoft's sign-in service has a problem right now.
aad-temporary-fix = Wait 10 minutes, then try again. Don't change anything.

## smtp, microsoft-365

ms-smtp-off-tenant-meaning = SMTP sign-in is turned off for your whole organization. That includes sign-ins with a token.
ms-smtp-off-tenant-fix = Turn on SMTP for this mailbox only. In Exchange Online PowerShell, run Set-CASMailbox -Identity info@example.com -SmtpClientAuthenticationDisabled $false.

ms-smtp-off-mailbox-meaning = SMTP sign-in is turned off for this mailbox. That includes sign-ins with a token.
ms-smtp-off-mailbox-fix = In the Microsoft 365 admin center, open the user and choose Mail > Manage email apps. Select Authenticated SMTP.

grant-ms-security-defaults-meaning = Security defaults blocked the sign-in, because Microsoft took it for one with a password.
grant-ms-security-defaults-fix = Keep security defaults on. Get a new token and sign in with XOAUTH2.

ms-basic-disabled-meaning = Microsoft took this for a sign-in with a password, which this mailbox doesn't allow.
ms-basic-disabled-fix = Get a new token for exactly this address, and sign in with XOAUTH2.

ms-criteria-meaning = Microsoft rejected the sign-in. This usually means that a security policy blocks it.
ms-criteria-fix = Find the policy in the Entra sign-in logs and keep it. Give the website's app the SMTP.SendAsApp permission.

ms-user-locked-meaning = Microsoft has locked this account.
ms-user-locked-fix = In the Entra sign-in logs, find where the failed sign-ins come from. Then reset the password, which also unlocks the account.

ms-password-wrong-meaning = Microsoft says that the user name or the token is wrong.
ms-password-wrong-fix = Check that the user name is the mailbox's address. Then get a new token.

grant-ms-basic-removed-meaning = Microsoft took this for a sign-in with a password, which it no longer accepts here.
grant-ms-basic-removed-fix = Get a new token for exactly this address, and sign in with XOAUTH2.

ms-token-refused-meaning = Exchange rejected the sign-in. This usually means that the app doesn't have access to the mailbox.
ms-token-refused-fix = Check that New-ServicePrincipal got the object ID from Enterprise apps, not from App registrations. Then check the app's mailbox permission.

ms-not-authenticated-meaning = The website didn't sign in before it sent the message.
ms-not-authenticated-fix = Turn on authentication with XOAUTH2 in the website's mail settings. Use port 587 and STARTTLS.

ms-mechanism-refused-meaning = The server doesn't accept this sign-in method here.
ms-mechanism-refused-fix = Connect to smtp.office365.com on port 587 and start TLS. Then sign in with XOAUTH2.

ms-mailbox-logon-meaning = The sign-in worked, but the app isn't allowed to open the mailbox.
ms-mailbox-logon-fix = In Exchange Online PowerShell, assign the app the Application SMTP.SendAsApp role for this mailbox. The change takes up to 2 hours.

grant-ms-send-as-denied-meaning = The signed-in mailbox isn't allowed to send from this From address.
grant-ms-send-as-denied-fix = In the Exchange admin center, give the signed-in mailbox the Send as permission for that address.

ms-send-as-denied-60-meaning = Exchange doesn't let the signed-in mailbox use this From address.
ms-send-as-denied-60-fix = In the Exchange admin center, open the From address's mailbox. Under Delegation, add the signed-in mailbox to Send as.

ms-temporary-auth-meaning = Microsoft's mail server has a temporary problem.
ms-temporary-auth-fix = Wait 10 minutes, then try again. Don't change anything.

grant-ms-too-many-connections-meaning = The website has more than 3 connections to this mailbox open at once.
grant-ms-too-many-connections-fix = Send the messages one at a time, over a single connection.

grant-ms-submission-quota-meaning = The mailbox has sent to as many people as Microsoft allows in a day.
grant-ms-submission-quota-fix = Wait 24 hours, then try again.

grant-ms-tenant-threshold-meaning = Microsoft has blocked outgoing email from your organization. This usually means too much spam, or a trial subscription.
grant-ms-tenant-threshold-fix = Find out what sent the spam, if anything did, and stop it. Then ask Microsoft support to lift the block.

ms-domain-not-registered-meaning = The domain of the From address isn't set up in your organization.
ms-domain-not-registered-fix = In the Microsoft 365 admin center, go to Settings > Domains. Add the domain and verify it.

ms-bad-outbound-meaning = Microsoft blocked this mailbox because it seems to have sent spam.
ms-bad-outbound-fix = Find out what sent the spam and stop it. Then open Restricted entities in the Defender portal and unblock the mailbox.

ms-direct-send-rejected-meaning = Your organization rejects email from its own domain if the sender hasn't signed in.
ms-direct-send-rejected-fix = Send through smtp.office365.com on port 587 and sign in with XOAUTH2.

ms-relay-denied-meaning = Your organization doesn't have a connector that matches this server.
ms-relay-denied-fix = In the Exchange admin center, open Mail flow > Connectors. Enter the server's current certificate name, or its IP address if no one else uses it.

ms-hve-external-meaning = A High Volume Email account can send only to people in your organization.
ms-hve-external-fix = Send through a normal mailbox or a sending service instead.

ms-storedrv-other-meaning = Exchange couldn't send the message. The mailbox might be missing, full, or without a license.
ms-storedrv-other-fix = Open the mailbox in the Microsoft 365 admin center. Check its license and its free space.

ms-outbound-spam-meaning = Microsoft's spam filter for outgoing email stopped the message.
ms-outbound-spam-fix = Sign in to the mailbox in your browser. If Microsoft asks you to verify the account, do that.

## token, google-workspace

g-refresh-dead-meaning = Google no longer accepts the connection that the website had saved.
g-refresh-dead-fix = Sign in to the mailbox again. If it fails every 7 days, first publish the app under Google Auth Platform > Audience.

g-reauth-meaning = Your organization makes people sign in again after a set time. This covers apps that ask for Google Cloud access.
g-reauth-fix = Request only the scope https://mail.google.com/, then have the mailbox connected again. The policy doesn't apply to that scope.

g-jwt-clock-meaning = The request has the wrong times. Either the server's clock is off, or the request lasts too long.
g-jwt-clock-fix = Sync the server's clock. The exp value can't be more than 3,600 seconds after iat.

g-jwt-signature-meaning = The key was deleted, or it belongs to a different service account.
g-jwt-signature-fix = In the Google Cloud console, create a new JSON key for the service account. Paste the whole file.

g-jwt-user-meaning = Google doesn't have a mailbox with this address.
g-jwt-user-fix = Check the spelling. Enter the mailbox's main address, because an alias or a group doesn't work.

g-account-gone-meaning = Google says that this account is deleted or restricted.
g-account-gone-fix = In the Admin console, go to Directory > Users. Reactivate the account, or recover it under More options > Recently deleted users.

g-grant-other-meaning = Google rejected the sign-in code or the connection that the website had saved.
g-grant-other-fix = Sign in to connect your mailbox again. Don't reload the page until it's done.

g-dwd-not-authorized-meaning = Your organization hasn't authorized the service account for this scope. The entry needs its numeric client ID, not its email address.
g-dwd-not-authorized-fix = In the Admin console, open API controls > Domain-wide delegation. Add the numeric client ID with the scope https://mail.google.com/.

g-dwd-wait-meaning = The service account isn't authorized yet, or the change hasn't reached all of Google's servers.
g-dwd-wait-fix = Check the entry under API controls > Domain-wide delegation. If it's right, wait up to 24 hours.

g-unauthorized-client-meaning = Google doesn't accept the saved connection with this client ID. This usually means that it was made with another one.
g-unauthorized-client-fix = Sign in to connect your mailbox again.

g-policy-meaning = Your organization doesn't let this app use Gmail.
g-policy-fix = In the Admin console, open API controls > App access control. Set the app's access to Specific Google data and select the Gmail scope.

g-org-internal-meaning = The app accepts only people from its own organization, and this mailbox isn't in it.
g-org-internal-fix = Use an OAuth client from a Google Cloud project in the mailbox's own organization.

g-access-denied-meaning = Google didn't get an approval on the sign-in page.
g-access-denied-fix = Sign in once more and select Continue or Allow on each page.

g-not-tester-meaning = The app is still in testing at Google, and this account isn't one of its test users.
g-not-tester-fix = In the Google Cloud console, open Google Auth Platform > Audience and select Publish app. Adding a test user works too, but only for 7 days.

g-redirect-meaning = The OAuth client doesn't list the website's redirect URI.
g-redirect-fix = Copy the redirect URI from the plugin. Paste it under Authorized redirect URIs in the OAuth client.

g-client-deleted-meaning = The OAuth client was deleted. Google deletes clients that haven't been used for 6 months.
g-client-deleted-fix = Restore it on the Clients page of Google Auth Platform. That's possible for 30 days.

g-client-disabled-meaning = Google has disabled the app's OAuth client.
g-client-disabled-fix = In the Google Cloud console, open Google Auth Platform > Verification Center and do what it asks for.

g-service-account-disabled-meaning = The service account is turned off.
g-service-account-disabled-fix = In the Google Cloud console, open IAM & Admin > Service Accounts and enable the account.

g-client-invalid-meaning = Google rejected the client ID or the client secret.
g-client-invalid-fix = On the Clients page of Google Auth Platform, open the client and add a new secret. Enter the client ID and this secret in the website's mail settings.

g-scope-meaning = The request asks for a permission (scope) that Google doesn't know, or for none.
g-scope-fix = Set the scope to https://mail.google.com/ for SMTP. If there are several scopes, separate them with spaces.

## smtp, google-workspace

g-xoauth-400-meaning = Google rejected the access token. This usually means that its scope is too narrow or that it's for another mailbox.
g-xoauth-400-fix = Request a token for the mailbox that signs in. Its scope has to be https://mail.google.com/.

g-xoauth-401-meaning = Google says that the access token isn't valid.
g-xoauth-401-fix = Request a new access token, then sign in again.

g-app-password-needed-meaning = Google took this for a sign-in with a password.
g-app-password-needed-fix = Get a new token for exactly this address, and sign in with XOAUTH2.

g-web-login-meaning = Google wants you to confirm that this sign-in was you.
g-web-login-fix = Open Gmail in your browser and confirm the sign-in. Then try again within 10 minutes.

g-bad-credentials-meaning = Google doesn't accept this token for this address.
g-bad-credentials-fix = Get a new token for exactly this address, with the scope https://mail.google.com/.

g-too-many-logins-meaning = The website signed in to Google too often in a short time.
g-too-many-logins-fix = Wait an hour, then try again.

g-relay-denied-meaning = Google's SMTP relay doesn't recognize this server's IP address or the sender's domain.
g-relay-denied-fix = In the Admin console, go to Apps > Google Workspace > Gmail > Routing. Add the IP address under SMTP relay service.

g-relay-domain-meaning = Google's SMTP relay knows this server's IP address, but it doesn't match the sender's domain.
g-relay-domain-fix = Set the server's EHLO name to one of the organization's Google Workspace domains.

g-daily-limit-meaning = The mailbox can't send any more email today.
g-daily-limit-fix = Wait 24 hours, then try again.

g-syntax-meaning = Google couldn't decode the sign-in string.
g-syntax-fix = Check the XOAUTH2 string. It needs a Ctrl+A character after each of its 2 fields and one more at the end.

g-from-syntax-meaning = Google couldn't read an address. This usually means that the From setting contains a name.
g-from-syntax-fix = Enter only the email address as the From address. Put the name in its own field.

## token, any

any-invalid-client-meaning = The provider rejected the client ID or the client secret.
any-invalid-client-fix = Copy both values again from the same page and paste them here.

any-invalid-grant-meaning = The provider rejected the sign-in code or the connection that the website had saved.
any-invalid-grant-fix = Sign in to connect your mailbox again.

any-unauthorized-client-meaning = The provider doesn't let this app sign in this way.
any-unauthorized-client-fix = In the app's registration, allow the grant type that the website uses.

any-invalid-scope-meaning = The provider doesn't know the permission (scope) that the website asked for, or doesn't allow it.
any-invalid-scope-fix = Copy the scope for SMTP from the provider's documentation.
