### The steps of each way to send, for the person who manages Microsoft 365 or Google Workspace, with the names of menus
### and buttons as Microsoft and Google write them. The values that a step mentions are shown with it.

## Microsoft Entra

admin-register-app =
    In the Microsoft Entra admin center (entra.microsoft.com), go to Entra ID > App registrations > New registration.
    Enter a name, such as "Website mail". Under Supported account types, choose Single tenant only. Leave Redirect URI
    empty, and select Register.
admin-register-app-with-redirect =
    In the Microsoft Entra admin center (entra.microsoft.com), go to Entra ID > App registrations > New registration.
    Enter a name, and choose Single tenant only. Under Redirect URI, choose Web and enter the address below. Select
    Register. If the plugin's settings show another address, use that one.
admin-register-app-with-copied-redirect =
    Get the redirect URI from the plugin's settings, or ask the person who manages the website for it. If there are two,
    use the one for work or school accounts. In the Microsoft Entra admin center (entra.microsoft.com), go to Entra ID >
    App registrations > New registration. Enter a name, and choose the account types that the plugin's documentation
    asks for. Under Redirect URI, choose Web and paste the address. Select Register.
admin-copy-ids = On the app's Overview page, copy the Application (client) ID and the Directory (tenant) ID.
admin-upload-certificate =
    Give the app a certificate, which Microsoft prefers to a client secret. Create one with the commands below, on a
    computer with OpenSSL. Go to Certificates & secrets > Certificates > Upload certificate, choose app.cer, and select
    Add. Keep app.pem, which has the certificate and its private key. You'll need it in a later step.
admin-create-secret =
    Go to Certificates & secrets > Client secrets > New client secret. Choose when it expires. The limit is 24 months,
    and Microsoft recommends less than 12. Select Add, and copy the Value right away.
admin-create-secret-instead =
    If you can't use a certificate, create a client secret instead. Go to Certificates & secrets > Client secrets > New
    client secret. Choose a date within 24 months. Select Add, and copy the Value right away.
admin-no-permissions =
    Don't add any API permissions, because the role in Exchange is enough. With SMTP.SendAsApp, Exchange would check the
    mailbox's permissions, too, and reject the app. User.Read, which Entra adds to each app, does no harm.
admin-add-send-as-app =
    Go to API permissions > Add a permission > APIs my organization uses. Search for Office 365 Exchange Online, and
    choose Application permissions. Select SMTP.SendAsApp, then Add permissions.
admin-add-plugin-permissions =
    Go to API permissions > Add a permission > Microsoft Graph > Delegated permissions. Select the permissions below,
    then Add permissions.
admin-add-documented-permissions =
    Go to API permissions > Add a permission > Microsoft Graph > Delegated permissions. Select the permissions that the
    plugin's documentation lists, then Add permissions.
admin-grant-consent =
    On the same page, select Grant admin consent and confirm. You can also open the link below. You need the role Cloud
    Application Administrator, Application Administrator, or Privileged Role Administrator.
admin-find-object-id =
    Go to Entra ID > Enterprise apps > All applications, and open the app. Copy the Object ID from its Overview page.
    Don't take it from App registrations. The Object ID there is a different one.

## Exchange

admin-open-powershell =
    Open PowerShell as an Exchange administrator. If it doesn't know Connect-ExchangeOnline, install the module first:
    Install-Module ExchangeOnlineManagement -Scope CurrentUser
admin-run-commands =
    Copy the commands below line by line, or download them as a file and run it. If Windows doesn't run the file, copy
    the lines. If Exchange says that something already exists, go on with the next command.
admin-check-role =
    Look at the output of the last two commands. InScope has to be True, and SmtpClientAuthenticationDisabled has to be
    False.
admin-check-mailbox-rights =
    Look at the output of the last two commands. AccessRights has to be FullAccess, and SmtpClientAuthenticationDisabled
    has to be False.
admin-enter-values =
    Enter the tenant ID, the application ID, and the Value of the secret on this page. Your browser encrypts the Value.
admin-enter-values-and-proof =
    Enter the tenant ID and the application ID on this page. In the field for the client secret, paste the whole content
    of app.pem, or the Value of the secret. Your browser encrypts it. When the test has passed, delete app.key and
    app.pem.
admin-add-connector =
    In the Exchange admin center (admin.exchange.microsoft.com), go to Mail flow > Connectors > Add a connector. Under
    Connection from, choose Your organization's email server. Select Next, and enter a name.
admin-identify-server =
    On the page Authenticating sent email, choose to verify the IP address of the sending server, and enter it. If the
    server has its own certificate, you can verify the certificate's subject name instead.
admin-add-server-to-spf = Add the server's IP address to your domain's SPF record, for example as ip4:192.0.2.10.
admin-connector-settings =
    Let the server send to your MX host, which ends in mail.protection.outlook.com, on port 25 with STARTTLS. It sends
    without a user name or password.
admin-add-high-volume-account =
    In the Exchange admin center (admin.exchange.microsoft.com), go to Mail flow > High Volume Email > Add an HVE
    account. Enter a name, an address, and a password, and choose a billing policy. The policy needs an Azure
    subscription.
admin-high-volume-settings =
    Enter these settings on this page: server smtp.hve.mx.microsoft, port 587, STARTTLS, and the account's address and
    password. The old server name smtp-hve.office365.com still works, but Microsoft plans to retire it.
admin-allow-smtp-auth =
    In the Microsoft 365 admin center (admin.microsoft.com), go to Users > Active users, and open the mailbox. Go to
    Mail > Manage email apps, select Authenticated SMTP, and save.
admin-keep-policies =
    If security defaults, Conditional Access, or an authentication policy blocks the password, leave it in place and
    choose another way.

## Azure

admin-create-azure-resources =
    In the Azure portal (portal.azure.com), create an Email Communication Services resource and a Communication Services
    resource. Choose the same data location for both.
admin-verify-azure-domain =
    Open the email resource, and go to Provision domains > Add domain > Custom domain. Add the DNS records at your DNS
    host. When the domain is verified, open the other resource, and connect it under Email > Domains.
admin-assign-azure-role =
    In the Communication Services resource, go to Access control (IAM) > Add > Add role assignment. Choose the role
    Communication and Email Service Owner, and select the app as its member.
admin-add-smtp-username =
    In the same resource, go to SMTP Usernames > Add SMTP Username. Choose the app, and enter a user name.
admin-azure-settings =
    Enter these settings on this page: server smtp.azurecomm.net, port 587, STARTTLS, that user name, and the Value of
    the secret as the password.

## Google

admin-create-project = In the Google Cloud console (console.cloud.google.com), create a project, or choose one.
admin-enable-gmail-api = Go to APIs & Services > Library, search for Gmail API, and select Enable.
admin-set-audience =
    In Google Auth Platform, go to Audience. With Google Workspace, choose Internal. Otherwise, choose External and
    select Publish app.
admin-create-oauth-client =
    Go to Clients > Create client, and choose Web application. Under Authorized redirect URIs, add the address below. If
    the plugin's settings show another address, use that one. Copy the client ID and the client secret.
admin-create-oauth-client-copied =
    Get the redirect URI from the plugin's settings, or ask the person who manages the website for it. Go to Clients >
    Create client, and choose Web application. Add the address under Authorized redirect URIs. Copy the client ID and
    the client secret.
admin-enter-client = Enter the client ID and the client secret on this page. Your browser encrypts the secret.
admin-create-service-account =
    Go to IAM & Admin > Service Accounts > Create service account. Enter a name, and select Done. It doesn't need a role
    in the project.
admin-create-key =
    Open the account, and go to Keys > Add key > Create new key > JSON. If your organization blocks keys, allow them for
    this project only (policy iam.disableServiceAccountKeyCreation).
admin-copy-numeric-id =
    In the account's details, expand Advanced settings, and copy the Client ID. It's a number of 21 digits.
admin-delegate =
    In the Google Admin console (admin.google.com), sign in as a super administrator. Go to Security > Access and data
    control > API controls > Manage Domain Wide Delegation > Add new. Enter the client ID and the OAuth scope below, and
    select Authorize.
admin-enter-key = Enter the JSON key and the mailbox that sends on this page. Your browser encrypts the key.
admin-add-relay =
    In the Google Admin console (admin.google.com), go to Apps > Google Workspace > Gmail > Routing > SMTP relay service
    > Configure. Allow only addresses in your domains. Accept mail only from the server's IP address, and require TLS
    encryption.
admin-relay-settings =
    Let the server send to smtp-relay.gmail.com, on port 587 with STARTTLS. It sends without a user name or password.

## Names on the drawings of those pages

screen-secrets = Certificates & secrets
screen-description = Description
screen-value = Value
screen-secret-id = Secret ID
screen-permissions = API permissions
screen-add-permission = Add a permission
screen-grant-consent = Grant admin consent for …
screen-granted = Granted
screen-delegation = Add a new client ID
screen-client-id = Client ID
screen-scopes = OAuth scopes
screen-authorize = Authorize
screen-plugin = Plugin settings
screen-redirect = Redirect URI

## What surprises people

surprise-value-not-id =
    Entra shows a Value and a Secret ID for each secret, and only the Value works. Microsoft shows it once. If it's
    lost, create a new secret.
surprise-two-object-ids =
    An app has two Object IDs. Exchange needs the one under Enterprise apps. With the one under App registrations, the
    commands succeed, but the sign-in fails with 535 5.7.3.
surprise-switch-stops-tokens =
    The mailbox's Authenticated SMTP setting applies to tokens, too, and not only to passwords. It overrides the setting
    for the whole organization.
surprise-takes-hours =
    Changes in Exchange can take up to 2 hours. The checks show the new rights right away. If the sign-in still fails,
    wait before you change anything.
surprise-secret-expires =
    Microsoft doesn't warn you when a client secret or a certificate expires. Note the date, and create the next one
    2 weeks before.
surprise-sign-in-is-no-proof =
    A successful sign-in (235) doesn't prove that the app can send. Missing rights can show up later as 430 4.2.0 or 554
    5.2.252. Send a message.
surprise-consent-page-error =
    If the app has no redirect URI, the consent link ends with the error AADSTS500113. The approval still counts. Check
    it under API permissions.
surprise-no-roles-in-token = The token has no roles. That's right here, because the role is in Exchange.
surprise-not-customized =
    If Exchange rejects the scope and names Enable-OrganizationCustomization, run that command once. Wait a few minutes,
    then go on.
surprise-approval-again =
    A plugin that always asks for consent (prompt=consent) shows users "Need admin approval" again, even after your
    approval. In that case, sign in as an administrator, or use another plugin.
surprise-other-from =
    The website can use only the mailbox's own address in From. For another one, give both the mailbox and the app Send
    As rights.
surprise-wrong-account =
    The plugin sends from the account that signs in, even if its settings show another address. Use a private window,
    and sign in with the mailbox that sends.
surprise-tenant-in-plugin =
    FluentSMTP has a field for the Directory (tenant) ID from version 2.3.1. Without it, Microsoft rejects an app for a
    single tenant.
surprise-one-click =
    WP Mail SMTP Pro also has a One-Click Setup, which uses its vendor's app. You then only have to approve that app.
surprise-testing-mode =
    With External and the status Testing, Google ends each sign-in after 7 days. Publishing doesn't renew an old
    sign-in, so sign in again after it.
surprise-internal-apps =
    If Google Workspace restricts access to Gmail, internal apps are blocked, too. Trust internal apps under Security >
    Access and data control > API controls.
surprise-delegation-takes-a-day = Domain-wide delegation can take up to 24 hours to work.
surprise-send-scope =
    SMTP doesn't accept the scope gmail.send. It answers with "400" in base64. Delegate https://mail.google.com/
    instead.
surprise-port-25 = Many web hosts block port 25. Test the connection from the server before you set up the connector.

## What a command does

command-connect = Sign in to Exchange Online as an Exchange administrator
command-register-app = Make the app known to Exchange
command-grant-mailbox = Give the app access to the mailbox
command-create-group = Create a group with the mailbox as its only member
command-hide-group = Hide the group from the address list
command-create-scope = Create a scope for the members of the group
command-assign-role = Let the app send from the mailboxes in the scope
command-allow-smtp-auth = Turn on SMTP AUTH for the mailbox, for tokens too
command-send-as-for-mailbox = Let the mailbox send from the other address
command-send-as-for-app = Let the app send from the other address
command-show-role = Check the role: InScope has to be True
command-show-mailbox-rights = Check the mailbox: AccessRights has to be FullAccess
command-show-smtp-auth = Check SMTP AUTH: SmtpClientAuthenticationDisabled has to be False

## Values that aren't right

same-id =
    You entered the same ID twice. One is the Application (client) ID. The other is the Object ID under Enterprise apps,
    which is always different.
numeric-id-email = This is the service account's email address. The Client ID is a number of about 21 digits.
numeric-id-oauth-client =
    This is the ID of an OAuth client. The Client ID of a service account is a number of about 21 digits.
numeric-id-other = A service account's Client ID is a number of about 21 digits.
site-not-https =
    The address begins with http. Microsoft and Google need a site with https. Turn on TLS for the site first.
site-folder = This isn't the address of the site's home page. Enter it without anything after a "?" or a "#".
