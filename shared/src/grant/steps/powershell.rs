//! Commands for Exchange Online PowerShell.

use std::fmt::Write;

use super::{App, Rights};
use crate::rules::Address;

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signs in to Exchange Online.
    Connect,
    /// Makes the app known to Exchange.
    RegisterApp,
    /// Gives the app full access to the mailbox.
    GrantMailbox,
    /// Creates a group with the mailbox as its only member.
    CreateGroup,
    /// Hides the group from the address list.
    HideGroup,
    /// Creates a scope, which covers the group's members.
    CreateScope,
    /// Lets the app send from the mailboxes in the scope.
    AssignRole,
    /// Turns on SMTP AUTH for the mailbox, which sign-ins with tokens need too.
    AllowSmtpAuth,
    /// Lets the mailbox send as another address.
    SendAsForMailbox,
    /// Lets the app send as another address.
    SendAsForApp,
    /// Shows whether the app's role covers the mailbox.
    ShowRole,
    /// Shows the app's rights to the mailbox.
    ShowMailboxRights,
    /// Shows whether SMTP AUTH is on for the mailbox.
    ShowSmtpAuth,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Connect,
        Self::RegisterApp,
        Self::GrantMailbox,
        Self::CreateGroup,
        Self::HideGroup,
        Self::CreateScope,
        Self::AssignRole,
        Self::AllowSmtpAuth,
        Self::SendAsForMailbox,
        Self::SendAsForApp,
        Self::ShowRole,
        Self::ShowMailboxRights,
        Self::ShowSmtpAuth,
    ];
}

/// A command on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What it does.
    pub purpose: Purpose,
    /// The line to copy.
    pub line: String,
}

/// Returns the sentence for a comment.
pub type Comments = fn(Purpose) -> String;

/// Windows PowerShell 5.1 reads a script as UTF-8 only if it begins with this mark.
const BYTE_ORDER_MARK: char = '\u{feff}';

impl App {
    /// Returns the commands that give the app its rights, in order. Running them again does no harm: what is there already
    /// stays as it is, and PowerShell goes on after the error.
    pub fn commands(&self, rights: Rights) -> Vec<Command> {
        let (id, object) = (self.application.as_str(), self.object.as_str());
        let (name, mailbox) = (quoted(self.name.as_str()), quoted(self.mailbox.as_str()));
        let register = format!("New-ServicePrincipal -AppId '{id}' -ObjectId '{object}' -DisplayName {name}");
        let allow = format!("Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false");
        let mut commands = vec![command(Purpose::RegisterApp, register)];
        match rights {
            Rights::Scoped => commands.extend(self.scope()),
            Rights::Classic => {
                let grant = format!(
                    "Add-MailboxPermission -Identity {mailbox} -User '{object}' -AccessRights FullAccess"
                );
                commands.push(command(Purpose::GrantMailbox, grant));
            }
        }
        commands.push(command(Purpose::AllowSmtpAuth, allow));
        commands
    }

    /// Returns the commands that assign the role for the mailbox. A scope names its group by the distinguished name, which
    /// only Exchange knows. Our own names have no character that would need quoting in a filter.
    fn scope(&self) -> [Command; 4] {
        let (id, mailbox) = (self.application.as_str(), quoted(self.mailbox.as_str()));
        let name = self.group();
        [
            command(
                Purpose::CreateGroup,
                format!("New-DistributionGroup -Name '{name}' -Type Security -Members {mailbox}"),
            ),
            command(
                Purpose::HideGroup,
                format!("Set-DistributionGroup -Identity '{name}' -HiddenFromAddressListsEnabled $true"),
            ),
            command(
                Purpose::CreateScope,
                format!(
                    "New-ManagementScope -Name '{name}' -RecipientRestrictionFilter \"MemberOfGroup -eq \
                     '$((Get-DistributionGroup -Identity '{name}').DistinguishedName)'\""
                ),
            ),
            command(
                Purpose::AssignRole,
                format!(
                    "New-ManagementRoleAssignment -Name '{name}' -Role 'Application SMTP.SendAsApp' \
                     -App '{id}' -CustomResourceScope '{name}'"
                ),
            ),
        ]
    }

    /// Returns the name of the group, its scope and its role assignment. It has a part of the application's ID, so that two
    /// apps don't share them.
    fn group(&self) -> String {
        let id = self.application.as_str();
        format!("Sealpost-{}", id.split('-').next().unwrap_or(id))
    }

    /// Returns the commands that let the website use another address in From. Exchange compares it with the rights of the
    /// mailbox that signs in, and not only with those of the app.
    pub fn send_as(&self, from: &Address) -> [Command; 2] {
        let line = |trustee: &str| {
            format!(
                "Add-RecipientPermission -Identity {} -Trustee {} -AccessRights SendAs -Confirm:$false",
                quoted(from.as_str()),
                quoted(trustee)
            )
        };
        [
            command(Purpose::SendAsForMailbox, line(self.mailbox.as_str())),
            command(Purpose::SendAsForApp, line(self.object.as_str())),
        ]
    }

    /// Returns the commands that show whether the rights are there. They change nothing.
    pub fn checks(&self, rights: Rights) -> [Command; 2] {
        let (id, object) = (self.application.as_str(), self.object.as_str());
        let mailbox = quoted(self.mailbox.as_str());
        let first = match rights {
            Rights::Scoped => command(
                Purpose::ShowRole,
                format!(
                    "Test-ServicePrincipalAuthorization -Identity '{id}' -Resource {mailbox} | Format-Table"
                ),
            ),
            Rights::Classic => command(
                Purpose::ShowMailboxRights,
                format!("Get-MailboxPermission -Identity {mailbox} -User '{object}' | Format-Table"),
            ),
        };
        let smtp =
            format!("Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled");
        [first, command(Purpose::ShowSmtpAuth, smtp)]
    }

    /// Returns the text of a `.ps1` file with the sign-in, the commands and the checks, each below its comment.
    pub fn script(&self, rights: Rights, comments: Comments) -> String {
        let connect = command(Purpose::Connect, "Connect-ExchangeOnline".to_owned());
        let commands = [connect].into_iter().chain(self.commands(rights)).chain(self.checks(rights));
        let mut text = String::from(BYTE_ORDER_MARK);
        for Command { purpose, line } in commands {
            // A line break in a sentence would end the comment.
            let comment = comments(purpose).replace(['\n', '\r'], " ");
            // Writing to a string never fails.
            _ = write!(text, "# {comment}\n{line}\n\n");
        }
        text
    }
}

fn command(purpose: Purpose, line: String) -> Command {
    Command { purpose, line }
}

/// Returns the text as a verbatim string. PowerShell ends one at a typographic quotation mark too, and takes two in a row
/// as one (`CodeGeneration.EscapeSingleQuotedStringContent` in its own source).
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for letter in text.chars() {
        if matches!(letter, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(letter);
        }
        quoted.push(letter);
    }
    quoted.push('\'');
    quoted
}
