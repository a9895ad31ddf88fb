//! The commands for Exchange, with the values that were typed so far.

use shared::{
    grant::{
        Guid,
        steps::{App, Purpose, Rights},
    },
    rules::Address,
};
use yew::prelude::*;

use super::values::Values;
use crate::{
    client::pieces::{p, small},
    components::{CopyField, Tone, notice},
    file, say,
};

/// The name of the file with the commands.
const FILE: &str = "sealpost-exchange.ps1";

/// IDs that stand for those that weren't typed yet.
const UNKNOWN: [&str; 2] = ["00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"];

/// The properties of [`Commands`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) values: Values,
    pub(super) mailbox: Address,
    pub(super) is_scoped: bool,
}

/// Renders the commands, to copy or to download. While an ID is missing, they can only be read.
#[component]
pub(super) fn Commands(props: &Props) -> Html {
    let say = say::helper();
    let is_blocked = use_state_eq(|| false);
    let rights = if props.is_scoped { Rights::Scoped } else { Rights::Classic };
    let Some(app) = props.values.app(&props.mailbox) else {
        let preview = placeholder(&props.mailbox).map(|app| in_words(&lines(&script(&app, rights))));
        let preview = preview.unwrap_or_default();
        return html! { <>
            { p(say.commands_wait()) }
            <div class="copy"><div class="copy__row copy__row--lines">
                <span class="copy__value">{ preview }</span>
            </div></div>
        </> };
    };
    let script = script(&app, rights);
    let copied = lines(&script);
    let download = {
        let is_blocked = is_blocked.clone();
        Callback::from(move |()| is_blocked.set(file::download(FILE, &script).is_err()))
    };
    html! { <>
        <CopyField label={say.commands()} value={copied} />
        <div>{ small(say.commands_download(), false, download) }</div>
        if *is_blocked {
            { notice(Tone::Warn, say.download_blocked().into(), p(say.download_blocked_next())) }
        }
    </> }
}

/// Returns the text of the file.
fn script(app: &App, rights: Rights) -> String {
    app.script(rights, |purpose: Purpose| say::administrator().purpose(purpose).to_owned())
}

/// Returns the commands of a script, without its comments.
fn lines(script: &str) -> String {
    let text = script.trim_start_matches('\u{feff}');
    let commands = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    commands.collect::<Vec<_>>().join("\n")
}

/// Returns an app whose IDs aren't known yet.
fn placeholder(mailbox: &Address) -> Option<App> {
    let [application, object] = UNKNOWN.map(|id| id.parse::<Guid>().ok());
    let name = say::helper().app_name().parse().ok()?;
    App::new("example.com".parse().ok()?, application?, object?, name, mailbox.clone()).ok()
}

/// Puts names in place of the IDs that aren't known yet.
fn in_words(commands: &str) -> String {
    let [application, object] = UNKNOWN;
    let say = say::helper();
    let group = application.split('-').next().unwrap_or(application);
    commands
        .replace(application, say.unknown_application())
        .replace(object, say.unknown_object())
        .replace(&format!("Sealpost-{group}"), "Sealpost-…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_fill_themselves() {
        let mailbox: Address = "shop@bakery.test".parse().unwrap();
        let preview = in_words(&lines(&script(&placeholder(&mailbox).unwrap(), Rights::Scoped)));
        assert!(preview.starts_with("Connect-ExchangeOnline\n"), "{preview}");
        assert!(preview.contains(say::helper().unknown_object()) && !preview.contains("0000"), "{preview}");
        let values = Values {
            tenant: "bakery.test".into(),
            application: "22222222-2222-2222-2222-222222222222".into(),
            object: "44444444-4444-4444-4444-444444444444".into(),
            ..Values::default()
        };
        for (rights, command) in
            [(Rights::Scoped, "New-ManagementScope"), (Rights::Classic, "Add-MailboxPermission")]
        {
            let commands = lines(&script(&values.app(&mailbox).unwrap(), rights));
            assert!(commands.contains(command), "{commands}");
            assert!(
                commands.contains(&values.object) && commands.contains("'shop@bakery.test'"),
                "{commands}"
            );
            assert!(commands.lines().all(|line| !line.is_empty() && !line.starts_with('#')), "{commands}");
        }
    }
}
