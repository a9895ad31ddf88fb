//! The last step: the DNS report.

use shared::{report::Report, status::Step};
use yew::prelude::*;

use super::{
    StepProps,
    done::what_comes_next,
    paste::{Paste, asks_for_paste, paste, wrong_with},
    report_body::{body, first},
    summary::{is_done, summary},
    to,
};
use crate::{
    api,
    client::{
        pieces::{muted, plain, primary, quiet, request_notice},
        state::{Action, Wizard},
    },
    components::Heading,
    request::{Request, use_request},
    say,
};

/// The requests for a report, and what is wrong with the paste.
struct Asking {
    request: Request,
    /// Why the paste wasn't sent.
    wrong: UseStateHandle<Option<&'static str>>,
    /// Requests a report: from every nameserver if true, otherwise from one.
    ask: Callback<bool>,
}

/// Requests the first report when the step opens.
#[hook]
fn use_asking(wizard: &UseReducerHandle<Wizard>) -> Asking {
    let request = use_request();
    let wrong = use_state(|| None);
    let ask = ask(wizard, &request);
    use_effect_with((), {
        let (ask, is_there) = (ask.clone(), wizard.report.is_some());
        move |()| {
            if !is_there {
                ask.emit(false);
            }
        }
    });
    // An edit hides the error. The text is checked again when it is sent.
    use_effect_with(wizard.pasted.clone(), {
        let wrong = wrong.setter();
        move |_| wrong.set(None)
    });
    Asking { request, wrong, ask }
}

fn ask(wizard: &UseReducerHandle<Wizard>, request: &Request) -> Callback<bool> {
    let (wizard, request) = (wizard.clone(), request.clone());
    Callback::from(move |every_server: bool| {
        let (link, dispatcher, pasted) = (wizard.link.clone(), wizard.dispatcher(), wizard.pasted.clone());
        request.run(move || {
            let (link, dispatcher, pasted) = (link.clone(), dispatcher.clone(), pasted.clone());
            async move {
                let report = api::client::report(&link, every_server, pasted.trim()).await?;
                dispatcher.dispatch(Action::Reported(report, pasted));
                Ok(())
            }
        });
    })
}

impl Asking {
    /// Requests a new report that takes the pasted records into account, if the text is valid.
    fn compare(&self, wizard: &UseReducerHandle<Wizard>) -> Callback<()> {
        let (wizard, wrong, ask) = (wizard.clone(), self.wrong.clone(), self.ask.clone());
        let is_idle = !self.request.is_under_way();
        Callback::from(move |()| {
            let found = wrong_with(&wizard.pasted);
            wrong.set(found);
            if found.is_none() && is_idle {
                // If the last report asked every nameserver, the next one does too.
                ask.emit(wizard.report.as_ref().is_some_and(|report| !report.servers.is_empty()));
            }
        })
    }
}

/// Renders the report on the domain's email records, which clients see after sending their settings.
#[component]
pub(crate) fn ReportPage(props: &StepProps) -> Html {
    let (say, wizard) = (say::letter(), &props.wizard);
    let asking = use_asking(wizard);
    let had_text = *use_memo((), |()| !wizard.pasted.is_empty());
    let report = wizard.report.clone();
    let is_next = report.as_deref().and_then(first).is_some_and(asks_for_paste);
    let is_under_way = asking.request.is_under_way();
    let field = |report: &Report| {
        let (refused, check) = (asking.wrong.map(AttrValue::from), asking.compare(wizard));
        paste(wizard, Paste { report, is_next, had_text, is_under_way, refused, check })
    };
    html! {
        <div class="stack stack--loose">
            <Heading text={say.report_heading()} title={wizard.agency.to_string()} />
            <div aria-live="polite" class="stack">
                { report.as_deref().map(summed_up).unwrap_or_default() }
                if asking.request.is_running() {
                    { muted(say.report_checking()) }
                }
            </div>
            { request_notice(&asking.request) }
            { report.as_deref().map(|report| body(report, field(report))).unwrap_or_default() }
            if !is_under_way {
                { end(wizard, is_next, asking.ask.reform(|()| true)) }
            }
        </div>
    }
}

/// Shows what happens next if everything is right. Otherwise offers another check.
fn end(wizard: &UseReducerHandle<Wizard>, is_next: bool, again: Callback<()>) -> Html {
    let say = say::letter();
    let is_done = wizard.report.as_deref().is_some_and(is_done);
    let receipt = wizard.receipt().filter(|_| is_done);
    let check = match (is_done, is_next) {
        (true, _) => quiet,
        (false, true) => plain,
        (false, false) => primary,
    };
    html! {
        <>
            if let Some(receipt) = receipt {
                <section class="stack stack--tight" aria-labelledby="done">
                    <h2 id="done">{ say.receipt_done() }</h2>
                    { muted(say.report_next()) }
                    { what_comes_next(wizard, receipt) }
                </section>
            }
            <div class="stack no-print">
                if !is_done {
                    { check(say.report_check_again(), again.clone()) }
                }
                <div class="row">
                    { quiet(say.report_back(), to(wizard, Step::Receipt)) }
                    if is_done {
                        { check(say.report_check_again(), again) }
                    }
                    { quiet(say.report_print(), print()) }
                </div>
            </div>
        </>
    }
}

fn print() -> Callback<()> {
    Callback::from(|()| {
        // If the browser can't print, the page can still be read.
        let _ = gloo_utils::window().print();
    })
}

fn summed_up(report: &Report) -> Html {
    let (sentence, besides) = summary(report);
    html! {
        <>
            <p class="lead">{ sentence }</p>
            { for besides.iter().map(|line| muted(line)) }
        </>
    }
}
