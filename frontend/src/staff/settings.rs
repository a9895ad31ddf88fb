//! The retention settings: how long each kind of data is kept.

use std::rc::Rc;

use shared::{
    retention::{Days, Kind},
    wire::{KeepRequest, Kept, Problem, Retention, RetentionRequest},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Heading, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{
        days_field::DaysField, focus::use_focus_on_wrong, remote::use_remote, route::Route,
        session::use_session, state::shown, task::use_task,
    },
};

async fn ask((): ()) -> Result<Retention, Problem> {
    api::staff::retention().await
}

/// Renders the page.
#[component]
pub(crate) fn SettingsPage() -> Html {
    let session = use_session();
    let retention = use_remote((), ask);
    html! {
        <div class="stack stack--loose column">
            <Heading text={Route::Settings.title()} title={session.config.agency.clone()} />
            { shown(&retention, |known| html! {
                <KeepForm known={known.clone()} changed={retention.reload.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    known: Rc<Retention>,
    changed: Callback<()>,
}

/// Renders a field for each kind of data, which takes a number of days.
#[component]
fn KeepForm(props: &FormProps) -> Html {
    let typed = use_state_eq(|| as_text(&props.known));
    let wrong = use_state_eq(|| None::<usize>);
    let is_done = use_state_eq(|| false);
    let (task, say) = (use_task(), say::staff());
    use_focus_on_wrong(task.problem());
    let onsubmit = {
        let (typed, wrong, is_done, task) = (typed.clone(), wrong.setter(), is_done.setter(), task.clone());
        let (known, changed) = (props.known.clone(), props.changed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            is_done.set(false);
            let kinds = match parsed(&known, &typed) {
                Ok(kinds) => kinds,
                Err(field) => return wrong.set(Some(field)),
            };
            wrong.set(None);
            let (typed, is_done, changed) = (typed.setter(), is_done.clone(), changed.clone());
            task.run(async move {
                let known = api::staff::set_retention(&RetentionRequest { kinds }).await?;
                typed.set(as_text(&known));
                is_done.set(true);
                changed.emit(());
                Ok(())
            });
        }
    };
    let field = |(n, kept): (usize, &Kept)| {
        let error = (*wrong == Some(n))
            .then_some(say.retention_wrong().into())
            .or_else(|| task.problem_of(kept.kind.as_str()));
        let typed = typed.clone();
        let value = typed[n].clone();
        let oninput = move |text: String| {
            let mut all = (*typed).clone();
            all[n] = text.into();
            typed.set(all);
        };
        html! { <DaysField kept={*kept} {value} {error} oninput={Callback::from(oninput)} /> }
    };
    let fields = Kind::ALL.map(Kind::as_str);
    html! {
        <form class="card stack" novalidate=true aria-labelledby="retention" {onsubmit}>
            <h2 id="retention">{ say.retention() }</h2>
            <p>{ say.retention_what() }</p>
            { for props.known.kinds.iter().enumerate().map(field) }
            if *is_done {
                <Notice tone={Tone::Ok}><p>{ say.retention_saved() }</p></Notice>
            }
            if let Some(problem) = task.unplaced(&fields) { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} submit=true busy={task.is_busy()}>
                { if task.is_busy() { say.retention_saving() } else { say.retention_save() } }
            </Button></div>
        </form>
    }
}

fn as_text(known: &Retention) -> Vec<AttrValue> {
    known.kinds.iter().map(|kept| kept.days.get().to_string().into()).collect()
}

/// Parses the fields, or returns the index of the first one that isn't a number of days.
fn parsed(known: &Retention, typed: &[AttrValue]) -> Result<Vec<KeepRequest>, usize> {
    let read = |(n, (kept, text)): (usize, (&Kept, &AttrValue))| {
        let days = text.trim().parse::<u16>().ok().and_then(|days| Days::try_from(days).ok());
        Ok(KeepRequest { kind: kept.kind, days: days.ok_or(n)? })
    };
    known.kinds.iter().zip(typed).enumerate().map(read).collect()
}

#[cfg(test)]
mod tests {
    use shared::retention::SetBy;

    use super::*;

    #[test]
    fn fields_are_parsed_or_the_invalid_one_is_returned() {
        let kept = |kind: Kind| Kept {
            kind,
            days: kind.default_days(),
            set_by: SetBy::Default,
            least: kind.least(),
        };
        let known = Retention { kinds: Kind::ALL.map(kept).to_vec() };
        let mut typed = as_text(&known);
        typed[0] = " 0 ".into();
        let request = parsed(&known, &typed).unwrap();
        assert_eq!((request[0].kind, request[0].days), (Kind::Sealed, Days::NONE));
        typed[3] = "a year".into();
        assert_eq!(parsed(&known, &typed), Err(3));
        typed[3] = "3651".into();
        assert_eq!(parsed(&known, &typed), Err(3));
    }
}
