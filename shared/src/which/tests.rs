use super::*;

const SENDS: [Sends; 3] = [Sends::Forms, Sends::Orders, Sends::Newsletters];
const VOLUMES: [Volume; 3] = [Volume::Few, Volume::Some, Volume::Many];
const HAVES: [Have; 4] = [Have::Mailbox, Have::Hosting, Have::Service, Have::Nothing];

#[test]
fn an_existing_provider_is_used_if_it_is_enough() {
    let answer = |sends, volume, have| which(sends, volume, have).0;
    assert_eq!(answer(Sends::Forms, Volume::Few, Have::Mailbox), Use::Mailbox);
    assert_eq!(answer(Sends::Forms, Volume::Some, Have::Mailbox), Use::Mailbox);
    assert_eq!(answer(Sends::Orders, Volume::Few, Have::Hosting), Use::Hosting);
    assert_eq!(answer(Sends::Orders, Volume::Some, Have::Mailbox), Use::AService);
    assert_eq!(answer(Sends::Forms, Volume::Few, Have::Nothing), Use::AService);
}

#[test]
fn the_answer_fits_what_they_have_and_its_capacity_never_shrinks() {
    for sends in SENDS {
        for have in HAVES {
            let answers = VOLUMES.map(|volume| which(sends, volume, have).0);
            for answer in answers {
                let fits = match answer {
                    Use::Mailbox => have == Have::Mailbox,
                    Use::Hosting => have == Have::Hosting,
                    Use::TheService => have == Have::Service,
                    Use::AService => have != Have::Service,
                };
                assert!(fits, "{sends:?} {have:?} {answer:?}");
            }
            let first = answers.iter().position(|answer| *answer == Use::AService).unwrap_or(3);
            assert!(answers[first..].iter().all(|answer| *answer == Use::AService));
        }
    }
}

#[cfg(feature = "facts")]
#[test]
fn the_thresholds_match_the_table() {
    let says = |id: &str, text: &str| {
        let limits = &crate::facts::provider(id).unwrap().limits;
        assert!(limits.iter().any(|limit| limit.contains(text)), "{id}: {limits:?}");
    };
    says("google-workspace", "500 messages a day");
    says("google-workspace", "2,000 messages a day");
    says("cpanel", "100 to 500");
    says("icloud", "1,000 messages a day");
    says("smtp2go", "1,000 messages a month");
    says("mailjet", "6,000 a month");
}
