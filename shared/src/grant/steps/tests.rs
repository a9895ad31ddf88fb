use proptest::prelude::*;

use super::{powershell::quoted, *};
use crate::rules::RuleError;

const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
const OBJECT: &str = "6233fba6-0198-4277-892f-9275bf728bcc";

fn app(name: &str, mailbox: &str) -> App {
    let id = |text: &str| text.parse::<Guid>().expect("an ID");
    App::new(
        "bakery.onmicrosoft.com".parse().expect("a tenant"),
        id(APPLICATION),
        id(OBJECT),
        name.parse().expect("a name"),
        mailbox.parse().expect("an address"),
    )
    .expect("different IDs")
}

/// Reads the arguments of a command as PowerShell does: words, verbatim strings, and expandable strings, whose inner
/// expressions stay as they are. Returns `None` for anything else, such as a second command or an open string.
fn arguments(line: &str) -> Option<Vec<String>> {
    let is_single = |letter: char| matches!(letter, '\'' | '\u{2018}'..='\u{201b}');
    let is_double = |letter: char| matches!(letter, '"' | '\u{201c}'..='\u{201e}');
    let mut arguments = Vec::new();
    let mut letters = line.chars().peekable();
    while let Some(first) = letters.next() {
        if first == ' ' {
            continue;
        }
        let mut argument = String::new();
        if is_single(first) {
            loop {
                let letter = letters.next()?;
                if is_single(letter) && letters.next_if(|next| is_single(*next)).is_none() {
                    break;
                }
                argument.push(letter);
            }
        } else if is_double(first) {
            let mut depth = 0;
            loop {
                let letter = letters.next()?;
                match letter {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    letter if is_double(letter) && depth == 0 => break,
                    '`' => return None,
                    _ => {}
                }
                argument.push(letter);
            }
        } else {
            argument.push(first);
            while let Some(letter) = letters.next_if(|next| *next != ' ') {
                argument.push(letter);
            }
            let is_word = |letter: char| letter.is_ascii_alphanumeric() || "-:".contains(letter);
            let is_plain = argument.chars().all(is_word) || ["|", "$true", "$false"].contains(&&*argument);
            if !is_plain && argument != "-Confirm:$false" {
                return None;
            }
        }
        // Two strings without a space between them would be one argument.
        if letters.peek().is_some_and(|next| *next != ' ') {
            return None;
        }
        arguments.push(argument);
    }
    Some(arguments)
}

fn lines(commands: &[Command]) -> Vec<(Purpose, &str)> {
    commands.iter().map(|command| (command.purpose, &*command.line)).collect()
}

#[test]
fn the_commands_for_a_role_are_complete() {
    let app = app("Baker’s website", "info@bakery.example");
    let expected = [
        (
            Purpose::RegisterApp,
            "New-ServicePrincipal -AppId '4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5' \
             -ObjectId '6233fba6-0198-4277-892f-9275bf728bcc' -DisplayName 'Baker’’s website'",
        ),
        (
            Purpose::CreateGroup,
            "New-DistributionGroup -Name 'Sealpost-4b7e21c9' -Type Security -Members 'info@bakery.example'",
        ),
        (
            Purpose::HideGroup,
            "Set-DistributionGroup -Identity 'Sealpost-4b7e21c9' -HiddenFromAddressListsEnabled $true",
        ),
        (
            Purpose::CreateScope,
            "New-ManagementScope -Name 'Sealpost-4b7e21c9' -RecipientRestrictionFilter \"MemberOfGroup -eq \
             '$((Get-DistributionGroup -Identity 'Sealpost-4b7e21c9').DistinguishedName)'\"",
        ),
        (
            Purpose::AssignRole,
            "New-ManagementRoleAssignment -Name 'Sealpost-4b7e21c9' -Role 'Application SMTP.SendAsApp' \
             -App '4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5' -CustomResourceScope 'Sealpost-4b7e21c9'",
        ),
        (
            Purpose::AllowSmtpAuth,
            "Set-CASMailbox -Identity 'info@bakery.example' -SmtpClientAuthenticationDisabled $false",
        ),
    ];
    assert_eq!(lines(&app.commands(Rights::Scoped)), expected);
    assert_eq!(
        lines(&app.checks(Rights::Scoped)),
        [
            (
                Purpose::ShowRole,
                "Test-ServicePrincipalAuthorization -Identity '4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5' \
                 -Resource 'info@bakery.example' | Format-Table",
            ),
            (
                Purpose::ShowSmtpAuth,
                "Get-CASMailbox -Identity 'info@bakery.example' | Format-List SmtpClientAuthenticationDisabled",
            ),
        ]
    );
}

#[test]
fn the_commands_for_the_api_permission_are_complete() {
    let app = app("Website", "o'neil@bakery.example");
    let commands = app.commands(Rights::Classic);
    let [register, grant, smtp] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!(register.purpose, Purpose::RegisterApp);
    assert_eq!(
        grant.line,
        "Add-MailboxPermission -Identity 'o''neil@bakery.example' \
         -User '6233fba6-0198-4277-892f-9275bf728bcc' -AccessRights FullAccess"
    );
    assert_eq!(smtp.purpose, Purpose::AllowSmtpAuth);
    assert_eq!(app.checks(Rights::Classic)[0].purpose, Purpose::ShowMailboxRights);
    let from = "orders@bakery.example".parse().expect("an address");
    assert_eq!(
        app.send_as(&from).map(|command| command.line),
        [
            "Add-RecipientPermission -Identity 'orders@bakery.example' -Trustee 'o''neil@bakery.example' \
             -AccessRights SendAs -Confirm:$false",
            "Add-RecipientPermission -Identity 'orders@bakery.example' \
             -Trustee '6233fba6-0198-4277-892f-9275bf728bcc' -AccessRights SendAs -Confirm:$false",
        ]
    );
}

#[test]
fn a_role_needs_no_api_permission_and_the_other_way_needs_one() {
    assert_eq!(Rights::Scoped.permissions(), []);
    let [permission] = Rights::Classic.permissions() else { panic!("not one permission") };
    assert_eq!(
        (permission.api, permission.is_for_app, permission.name),
        ("Office 365 Exchange Online", true, "SMTP.SendAsApp")
    );
    let fluent = Plugin::FluentSmtp.permissions().expect("a list");
    assert!(fluent.iter().all(|permission| permission.api == "Microsoft Graph" && !permission.is_for_app));
}

#[test]
fn a_script_signs_in_first_and_checks_last() {
    let app = app("Website", "info@bakery.example");
    for (rights, last) in [(Rights::Scoped, Purpose::ShowRole), (Rights::Classic, Purpose::ShowMailboxRights)]
    {
        let script = app.script(rights, |purpose| format!("{purpose:?}\nRemove-Mailbox 'x'"));
        let text = script.strip_prefix('\u{feff}').expect("the mark of UTF-8");
        let mut paragraphs = text.trim_end().split("\n\n").map(|paragraph| {
            let [comment, line] = paragraph.lines().collect::<Vec<_>>()[..] else { panic!("{paragraph}") };
            (comment.to_owned(), line)
        });
        let comment = |purpose: Purpose| format!("# {purpose:?} Remove-Mailbox 'x'");
        assert_eq!(paragraphs.next(), Some((comment(Purpose::Connect), "Connect-ExchangeOnline")));
        let shown = paragraphs.collect::<Vec<_>>();
        let expected: Vec<Command> = app.commands(rights).into_iter().chain(app.checks(rights)).collect();
        assert_eq!(expected[expected.len() - 2].purpose, last);
        let expected: Vec<_> =
            expected.iter().map(|command| (comment(command.purpose), &*command.line)).collect();
        assert_eq!(shown, expected);
    }
}

#[test]
fn the_same_id_twice_is_found() {
    let id: Guid = APPLICATION.parse().expect("an ID");
    let upper: Guid = APPLICATION.to_uppercase().parse().expect("an ID");
    assert_eq!(same_id(&id, &upper), Err(SameId));
    assert_eq!(same_id(&id, &OBJECT.parse().expect("an ID")), Ok(()));
}

#[test]
fn the_consent_page_is_the_tenants() {
    assert_eq!(
        app("Website", "info@bakery.example").consent_link(),
        "https://login.microsoftonline.com/bakery.onmicrosoft.com/adminconsent\
         ?client_id=4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5"
    );
}

#[test]
fn a_site_has_one_form() {
    let read = |text: &str| text.parse::<SiteAddress>().map(|site| site.as_str().to_owned());
    for (text, expected) in [
        ("bakery.example", "https://bakery.example"),
        (" https://Bakery.example/ ", "https://bakery.example"),
        ("HTTPS://www.bakery.example/blog//", "https://www.bakery.example/blog"),
        ("https://bakery.example/de/Shop_2", "https://bakery.example/de/Shop_2"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
    for (text, expected) in [
        ("http://bakery.example", NotASite::NotHttps),
        ("", NotASite::Domain(RuleError::Empty)),
        ("https://", NotASite::Domain(RuleError::Empty)),
        ("https://bakery", NotASite::Domain(RuleError::NotAName)),
        ("https://ada@bakery.example", NotASite::Domain(RuleError::HostIsAddress)),
        ("https://bakery.example:8443", NotASite::Domain(RuleError::Sign(':'))),
        ("https://bakery.example/a/../b", NotASite::Folder),
        ("https://bakery.example/a//b", NotASite::Folder),
        ("https://bakery.example/?p=1", NotASite::Folder),
        ("https://bakery.example/a#b", NotASite::Folder),
    ] {
        assert_eq!(read(text), Err(expected), "{text}");
    }
    assert_eq!(read(&format!("bakery.example/{}", "a".repeat(201))), Err(NotASite::Folder));
}

#[test]
fn each_plugin_has_its_redirect_address() {
    let site = "https://bakery.example/shop".parse().expect("a site");
    let exact = |address: &str| Redirect::Exact(address.to_owned());
    let copy = || Redirect::CopyFromSettings;
    for (plugin, microsoft, google) in [
        (Plugin::WpMailSmtp, copy(), exact("https://connect.wpmailsmtp.com/google/")),
        (
            Plugin::FluentSmtp,
            exact("https://bakery.example/shop/wp-json/fluent-smtp/outlook_callback"),
            exact("https://fluentsmtp.com/gapi/"),
        ),
        (
            Plugin::PostSmtp,
            copy(),
            exact("https://bakery.example/shop/wp-admin/options-general.php?page=postman"),
        ),
        (Plugin::GravitySmtp, copy(), copy()),
        (
            Plugin::SureMail,
            copy(),
            exact("https://bakery.example/shop/wp-admin/options-general.php?page=suremail"),
        ),
    ] {
        assert_eq!(redirect(plugin, &site, Provider::Microsoft365), microsoft, "{plugin:?}");
        assert_eq!(redirect(plugin, &site, Provider::Google), google, "{plugin:?}");
    }
}

#[test]
fn only_the_number_of_a_service_account_is_accepted() {
    let read = |text: &str| text.parse::<NumericId>().map(|id| id.as_str().to_owned());
    assert_eq!(read(" 103456789012345678901\n").as_deref(), Ok("103456789012345678901"));
    for (text, expected) in [
        ("site@bakery-1234.iam.gserviceaccount.com", NotNumeric::Email),
        ("1234567890-ab12cd.apps.googleusercontent.com", NotNumeric::OauthClient),
        ("bakery-1234", NotNumeric::Other),
        ("1034567890", NotNumeric::Other),
        ("1034567890 12345678901", NotNumeric::Other),
        ("١٠٣٤٥٦٧٨٩٠١٢٣٤٥٦", NotNumeric::Other),
        ("", NotNumeric::Other),
    ] {
        assert_eq!(read(text), Err(expected), "{text}");
    }
}

/// Returns texts with many of the characters that PowerShell treats in a special way.
fn texts() -> impl Strategy<Value = String> {
    let special = prop::char::range('\u{2018}', '\u{201e}');
    let special = prop_oneof![
        special,
        prop::sample::select("'\"`$(){};|&#@, \u{2013}\u{2014}".chars().collect::<Vec<_>>())
    ];
    prop::collection::vec(prop_oneof![special, any::<char>()], 1..25)
        .prop_map(|letters| letters.into_iter().collect::<String>())
}

proptest! {
    #[test]
    fn a_text_is_read_back_as_it_was(text in texts()) {
        prop_assert_eq!(arguments(&quoted(&text)), Some(vec![text]));
    }

    /// No name and no mailbox can add an argument or a command, or change one.
    #[test]
    fn names_and_mailboxes_stay_arguments(
        name in texts().prop_filter_map("not a name", |text| text.parse::<Name>().ok()),
        local in "[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}",
    ) {
        let mailbox = format!("{local}@bakery.example");
        let app = app(name.as_str(), &mailbox);
        for rights in [Rights::Scoped, Rights::Classic] {
            let plain = self::app("Website", "info@bakery.example");
            let all = |app: &App| -> Vec<String> {
                let from = "orders@bakery.example".parse().expect("an address");
                let commands = app.commands(rights).into_iter().chain(app.checks(rights)).chain(app.send_as(&from));
                commands.map(|command| command.line).collect()
            };
            for (line, plain) in all(&app).iter().zip(all(&plain)) {
                let expected: Vec<String> = arguments(&plain)
                    .expect("a plain line")
                    .into_iter()
                    .map(|argument| match &*argument {
                        "Website" => name.as_str().to_owned(),
                        "info@bakery.example" => mailbox.clone(),
                        _ => argument,
                    })
                    .collect();
                prop_assert_eq!(arguments(line), Some(expected), "{}", line);
            }
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        _ = text.parse::<SiteAddress>();
        _ = text.parse::<NumericId>();
    }
}
