//! The steps of each way, for the client and for the administrator, and what surprises people on the way. The words for
//! each step are in another crate, and the values that a step shows come from [`crate::grant::steps`].

mod google;
mod microsoft;

/// A step for the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientStep {
    /// Choose a sending service.
    ChooseService,
    /// Add the domain there, and its records to DNS.
    AddRecords,
    /// Create a key there, and enter it.
    EnterServiceKey,
    /// Find out who manages Microsoft 365.
    FindMicrosoftAdministrator,
    /// Find out who manages Google Workspace.
    FindGoogleAdministrator,
    /// Choose the mailbox that sends.
    ChooseMailbox,
    /// Send the administrator the link to their page.
    SendAdministratorPage,
    /// The administrator enters the values.
    AdministratorEntersValues,
    /// Ask the technician for the server's address.
    AskServerAddress,
    /// The technician adds the plugin and enters the values in it.
    AskForPlugin,
    /// Sign in from the plugin's settings.
    SignInOnWebsite,
    /// Check the account before agreeing.
    CheckAccount,
    /// Note the date on which the client secret expires.
    NoteExpiry,
    /// Wait until the change works.
    Wait,
    /// Send a test message.
    SendTest,
    /// Ask the administrator to turn on SMTP AUTH.
    AskForSmtpAuth,
    /// Enter the mailbox's password.
    EnterPassword,
    /// Plan the change to another way.
    PlanChange,
    /// Turn on 2-Step Verification.
    TurnOnTwoSteps,
    /// Create an app password.
    CreateAppPassword,
    /// Enter the app password.
    EnterAppPassword,
}

/// A step for the administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminStep {
    /// Register an app without a redirect address.
    RegisterApp,
    /// Register an app with the plugin's redirect address. Shows a [`crate::grant::steps::Redirect::Exact`].
    RegisterAppWithRedirect,
    /// Register an app with the redirect address that the plugin's settings show.
    RegisterAppWithCopiedRedirect,
    /// Copy the application's and the tenant's ID.
    CopyIds,
    /// Upload a certificate. Shows [`crate::grant::steps::CREATE_CERTIFICATE`].
    UploadCertificate,
    /// Create a client secret.
    CreateSecret,
    /// Create a client secret if a certificate isn't possible.
    CreateSecretInstead,
    /// Leave the API permissions as they are.
    NoPermissions,
    /// Add SMTP.SendAsApp.
    AddSendAsApp,
    /// Add the delegated permissions below. Shows [`crate::grant::steps::Plugin::permissions`].
    AddPluginPermissions,
    /// Add the delegated permissions that the plugin's documentation lists.
    AddDocumentedPermissions,
    /// Grant admin consent. Shows the consent link.
    GrantConsent,
    /// Find the Object ID of the enterprise application.
    FindObjectId,
    /// Open Exchange Online PowerShell.
    OpenPowerShell,
    /// Run the commands. Shows them.
    RunCommands,
    /// Look at what the checks show for a role.
    CheckRole,
    /// Look at what the checks show for the mailbox's permissions.
    CheckMailboxRights,
    /// Enter the values on the page.
    EnterValues,
    /// Enter the values on the page, with the certificate or the secret.
    EnterValuesAndProof,
    /// Create the resources in Azure.
    CreateAzureResources,
    /// Verify the domain in Azure.
    VerifyAzureDomain,
    /// Assign the app its role in Azure.
    AssignAzureRole,
    /// Add the SMTP user name in Azure.
    AddSmtpUsername,
    /// The settings for Azure.
    AzureSettings,
    /// Add a connector.
    AddConnector,
    /// Tell the connector how it recognizes the server.
    IdentifyServer,
    /// Add the server to the SPF record.
    AddServerToSpf,
    /// The settings for a connector.
    ConnectorSettings,
    /// Add an account for High Volume Email.
    AddHighVolumeAccount,
    /// The settings for High Volume Email.
    HighVolumeSettings,
    /// Turn on SMTP AUTH for the mailbox.
    AllowSmtpAuth,
    /// Keep the policies that block passwords.
    KeepPolicies,
    /// Create a project in Google Cloud.
    CreateProject,
    /// Enable the Gmail API.
    EnableGmailApi,
    /// Choose who can use the app, and publish it.
    SetAudience,
    /// Create an OAuth client. Shows a [`crate::grant::steps::Redirect::Exact`].
    CreateOauthClient,
    /// Create an OAuth client with the redirect address that the plugin's settings show.
    CreateOauthClientCopied,
    /// Enter the client's ID and secret on the page.
    EnterClient,
    /// Create a service account.
    CreateServiceAccount,
    /// Create its key.
    CreateKey,
    /// Copy its numeric client ID.
    CopyNumericId,
    /// Delegate authority to it. Shows the ID and [`crate::grant::steps::DELEGATED_SCOPE`].
    Delegate,
    /// Enter the key and the mailbox on the page.
    EnterKey,
    /// Add the relay.
    AddRelay,
    /// The settings for the relay.
    RelaySettings,
}

/// What surprises people who do it for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surprise {
    /// A secret has a Value and a Secret ID.
    ValueNotId,
    /// There are two Object IDs.
    TwoObjectIds,
    /// The mailbox's SMTP AUTH switch stops tokens too.
    SwitchStopsTokens,
    /// Changes take up to two hours.
    TakesHours,
    /// The secret or the certificate expires without a warning.
    SecretExpires,
    /// A successful sign-in doesn't prove the right to send.
    SignInIsNoProof,
    /// The consent page ends with an error, although it worked.
    ConsentPageError,
    /// The token has no roles, which is right.
    NoRolesInToken,
    /// A tenant has to be prepared for scopes.
    NotCustomized,
    /// A plugin asks for approval again, although the administrator approved.
    ApprovalAgain,
    /// Another From needs Send As.
    OtherFrom,
    /// The plugin sends from the account that signs in.
    WrongAccount,
    /// FluentSMTP needs the tenant's ID for an app of a single tenant.
    TenantInPlugin,
    /// WP Mail SMTP Pro can use an app of its vendor.
    OneClick,
    /// An app in testing stops after seven days, and publishing doesn't renew the sign-in.
    TestingMode,
    /// Workspace can block restricted scopes for internal apps.
    InternalApps,
    /// Delegation takes up to a day.
    DelegationTakesADay,
    /// `gmail.send` isn't enough for SMTP.
    SendScope,
    /// Port 25 is often closed.
    Port25,
}

/// The client's steps for a sending service.
const SERVICE: &[ClientStep] =
    &[ClientStep::ChooseService, ClientStep::AddRecords, ClientStep::EnterServiceKey, ClientStep::SendTest];
