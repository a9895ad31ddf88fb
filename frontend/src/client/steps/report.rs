//! The DNS report.

use shared::{
    report::{Finding, Report, ServerAnswer, Spread, Topic, Verdict},
    status::Step,
};
use yew::prelude::*;

use super::{
    StepProps,
    finding::{card, topic},
    outside,
    pass_on::pass_on,
    to,
};
use crate::{
    api,
    client::{
        errand::use_errand,
        pieces::{fold, muted, primary, quiet, sentences, small_print},
        state::Action,
        times,
    },
    components::{self, Heading, Tone, verdict_mark},
};

/// After the letter: what the domain says about its mail.
#[component]
pub(crate) fn ReportPage(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let errand = use_errand();
    let ask = {
        let (link, dispatcher, errand) = (wizard.link.clone(), wizard.dispatcher(), errand.clone());
        Callback::from(move |every_server: bool| {
            let (link, dispatcher) = (link.clone(), dispatcher.clone());
            errand.run(async move {
                dispatcher.dispatch(Action::Reported(api::client::report(&link, every_server).await?));
                Ok(())
            });
        })
    };
    use_effect_with((), {
        let (ask, is_there) = (ask.clone(), wizard.report.is_some());
        move |()| {
            if !is_there {
                ask.emit(false);
            }
        }
    });
    let again = ask.reform(|()| true);
    let report = wizard.report.clone();
    html! {
        <div class="stack stack--loose">
            <Heading text="Will your mail be trusted?" title={wizard.agency.to_string()} />
            <div aria-live="polite" class="stack">
                { report.as_deref().map(summary).unwrap_or_default() }
                if errand.is_under_way() {
                    { muted("Asking the name servers of your domain …") }
                }
            </div>
            { errand.notice() }
            { report.as_deref().map(body).unwrap_or_default() }
            if !errand.is_under_way() {
                <div class="stack no-print">
                    { primary("Ask again", again) }
                    <div class="row">
                        { quiet("Back to the receipt", to(wizard, Step::Receipt)) }
                        { quiet("Print", print()) }
                    </div>
                </div>
            }
        </div>
    }
}

fn print() -> Callback<()> {
    Callback::from(|()| {
        // Where printing is not to be had, the page is still there to read.
        let _ = gloo_utils::window().print();
    })
}

/// "Two changes and your mail is trusted."
fn summary(report: &Report) -> Html {
    // Extras never decide.
    let decisive = || report.findings.iter().filter(|finding| finding.topic != Topic::Extras);
    let count = |verdict| decisive().filter(|finding| finding.verdict == verdict).count();
    let open = decisive().filter(|finding| finding.is_open()).count();
    let (failing, better, unknown) = (count(Verdict::Fail), count(Verdict::Warn), count(Verdict::Unknown));
    let unasked = unknown - open;
    let sentence = match (failing, better, unknown) {
        (0, 0, 0) => "Everything is as it should be. Your mail is trusted.".to_owned(),
        (0, 0, _) => "Nothing is wrong as far as we could ask.".to_owned(),
        (0, n, 0) => format!("Your mail is trusted. {} could still be better.", things(n)),
        (0, n, _) => format!("Nothing is wrong as far as we could ask. {} could be better.", things(n)),
        (1, _, 0) => "One change and your mail is trusted.".to_owned(),
        (n, _, 0) => format!("{} changes and your mail is trusted.", number(n)),
        (1, ..) => "One change is needed.".to_owned(),
        (n, ..) => format!("{} changes are needed.", number(n)),
    };
    html! {
        <>
            <p class="lead">{ sentence }</p>
            if open > 0 {
                { muted(&format!("{} only your provider’s own page can tell.", things(open))) }
            }
            if unasked > 0 {
                { muted(&format!("{} could not be asked just now. That does not mean that anything is missing.", things(unasked))) }
            }
        </>
    }
}

fn body(report: &Report) -> Html {
    let (right, wanting): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.verdict == Verdict::Ok);
    html! {
        <>
            { host(report) }
            { for wanting.iter().map(|finding| card(finding)) }
            if !right.is_empty() {
                <div>
                    { for right.iter().map(|finding| settled(finding)) }
                </div>
            }
            { servers(report) }
            { if wanting.iter().any(|finding| finding.fix.is_some()) { pass_on(report) } else { Html::default() } }
        </>
    }
}

/// What is right, in one line.
fn settled(finding: &Finding) -> Html {
    let line = html! { <>{ verdict_mark(Tone::Ok, html! { "Right" }) }{ " " }{ finding.meaning.clone() }</> };
    let seen = finding.seen.iter().map(|seen| html! { <p class="code small">{ seen }</p> });
    components::fold(line, false, html! { <>{ muted(topic(finding.topic)) }{ for seen }</> })
}

/// Where the records are typed.
fn host(report: &Report) -> Html {
    let Some(host) = report.dns_host.as_ref() else { return Html::default() };
    html! {
        <div class="stack stack--tight">
            <p>
                { format!("The entries of {} are kept at ", report.domain) }<strong>{ &host.name }</strong>{ "." }
                if !host.panel_path.is_empty() {
                    { format!(" There: {}.", host.panel_path) }
                } else if host.id.is_empty() {
                    { " Ask them where DNS records are entered." }
                }
            </p>
            if host.panel_url.starts_with("https://") {
                <p class="open-page">{ outside(&host.panel_url, &format!("Open {}", host.name)) }</p>
            }
            if !host.notes.is_empty() {
                <div>
                    { fold(&format!("Good to know about {}", host.name), html! { <>
                        { sentences("plain-list", host.notes.iter().map(String::as_str)) }
                    </> }) }
                </div>
            }
        </div>
    }
}

/// What each name server says, after a re-check, and how far each record has got.
fn servers(report: &Report) -> Html {
    let servers = &report.servers;
    if servers.is_empty() {
        return Html::default();
    }
    let first = servers.iter().find(|server| server.spf.is_some());
    let agrees =
        |server: &ServerAnswer| first.is_some_and(|f| f.spf == server.spf && f.dmarc == server.dmarc);
    html! {
        <section class="stack stack--tight" aria-labelledby="servers">
            <h2 id="servers">{ "What each name server says" }</h2>
            <ul class="servers">
                { for servers.iter().map(|server| {
                    let (tone, words) = match (&server.spf, agrees(server)) {
                        (None, _) => (Tone::Unknown, "did not answer".to_owned()),
                        (Some(_), true) => (Tone::Ok, "the same".to_owned()),
                        (Some(_), false) => (Tone::Warn, "something else still".to_owned()),
                    };
                    html! {
                        <li>
                            <span class="code">{ &server.server }</span>
                            { verdict_mark(tone, html! { words }) }
                        </li>
                    }
                }) }
            </ul>
            { for report.spread.iter().filter(|spread| !spread.value.is_empty()).map(how_far) }
        </section>
    }
}

/// "SPF: on 2 of 3 name servers. Others may see the old entry for up to 5 minutes more."
fn how_far(spread: &Spread) -> Html {
    let on = format!("{}: on {} of {} name servers.", spread.what, spread.on, spread.of);
    let stale = match spread.stale {
        0 => String::new(),
        seconds => format!(" Others may see the old entry for up to {} more.", times::span(seconds)),
    };
    small_print(&(on + &stale))
}

fn things(n: usize) -> String {
    if n == 1 { "One thing".into() } else { format!("{} things", number(n)) }
}

fn number(n: usize) -> String {
    const WORDS: [&str; 9] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    n.checked_sub(2).and_then(|at| WORDS.get(at)).map_or_else(|| n.to_string(), |&word| word.to_owned())
}
