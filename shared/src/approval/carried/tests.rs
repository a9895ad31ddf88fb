use super::*;
use crate::{
    approval::Review,
    recipients::{Recipient, RecipientSet},
};

const ADA: &str = "ada0000000";

fn approved(at: i64, name: &str) -> Approved {
    let one = Recipient::new(name, &Identities::generate().public_keys()[0]).unwrap();
    let set = RecipientSet::new(1, vec![one.clone()]).unwrap();
    Review::new(&set, None, None).accept(&[one], at).unwrap()
}

fn names(notes: &Notes) -> Vec<&str> {
    notes.approved().unwrap().recipients().iter().map(Recipient::name).collect()
}

/// Accepts this recipient, and returns the state to store.
fn carry(notes: &mut Notes, ada: &Identities, at: i64, name: &str) -> Carried {
    notes.approve(approved(at, name));
    notes.carry(ada, ADA).unwrap().unwrap()
}

#[test]
fn accepted_recipients_sync_between_devices() {
    let ada = Identities::generate();
    let (mut desk, mut phone) = (Notes::default(), Notes::default());
    assert_eq!(desk.learn(&ada, ADA, None), Ok(Learned::Nothing));
    let first = carry(&mut desk, &ada, 1, "Sam");
    assert_eq!(phone.learn(&ada, ADA, Some(&first)), Ok(Learned::Newer(1)));
    assert_eq!(names(&phone), ["Sam"]);
    let second = carry(&mut phone, &ada, 2, "Kim");
    assert_eq!(desk.learn(&ada, ADA, Some(&second)), Ok(Learned::Newer(2)));
    assert_eq!(desk.learn(&ada, ADA, Some(&second)), Ok(Learned::Known));
    assert_eq!(names(&desk), ["Kim"]);
    desk.approve(approved(3, "Lee"));
    assert_eq!(desk.learn(&ada, ADA, Some(&second)), Ok(Learned::Known), "the latest list is kept");
    assert_eq!(names(&desk), ["Lee"]);
    assert!(desk.is_ahead(&ada) && !phone.is_ahead(&ada), "the desk hasn't stored its state yet");
}

#[test]
fn a_server_cannot_forge_a_state() {
    let (ada, eve) = (Identities::generate(), Identities::generate());
    let mut desk = Notes::default();
    let real = carry(&mut desk, &ada, 1, "Sam");
    // The server knows the public key, so it can encrypt to it.
    let text = serde_json::to_vec(&Content {
        v: VERSION,
        number: 2,
        before: vec![real.name()],
        approved: approved(2, "Eve"),
    });
    let file = encrypt(&ada.own_recipients(), &text.unwrap()).unwrap();
    let forged = Carried([&real.bytes()[..TAG], &file].concat());
    let of_eve = carry(&mut Notes::default(), &eve, 9, "Eve");
    for made_up in [forged, of_eve, Carried(vec![]), Carried(real.bytes()[..TAG].to_vec())] {
        let mut phone = Notes::default();
        assert_eq!(phone.learn(&ada, ADA, Some(&made_up)), Ok(Learned::Nothing));
        assert_eq!(phone.approved(), None, "the forged recipients aren't accepted");
        assert_eq!(desk.learn(&ada, ADA, Some(&made_up)), Err(Unusable::RolledBack));
    }
    let mut other = Notes::default();
    assert_eq!(other.learn(&ada, "sam0000000", Some(&real)), Ok(Learned::Nothing), "another account's state");
    for at in 0..real.bytes().len() {
        let mut bytes = real.bytes().to_vec();
        bytes[at] ^= 1;
        assert_eq!(other.learn(&ada, ADA, Some(&Carried(bytes))), Ok(Learned::Nothing), "changed byte {at}");
    }
}

#[test]
fn an_older_state_is_rejected() {
    let ada = Identities::generate();
    let (mut desk, mut phone) = (Notes::default(), Notes::default());
    let first = carry(&mut desk, &ada, 1, "Sam");
    phone.learn(&ada, ADA, Some(&first)).unwrap();
    let second = carry(&mut desk, &ada, 2, "Kim");
    assert_eq!(desk.learn(&ada, ADA, Some(&first)), Err(Unusable::RolledBack));
    assert_eq!(desk.learn(&ada, ADA, None), Err(Unusable::RolledBack), "the server had a state before");
    assert_eq!(names(&desk), ["Kim"]);
    // The server showed the phone the older state, and the phone built on it. Now neither device accepts the other's.
    let fork = carry(&mut phone, &ada, 3, "Lee");
    let longer = carry(&mut phone, &ada, 4, "Lee");
    for other in [&fork, &longer] {
        assert_eq!(desk.learn(&ada, ADA, Some(other)), Err(Unusable::RolledBack));
    }
    assert_eq!(phone.learn(&ada, ADA, Some(&second)), Err(Unusable::RolledBack));
    let other_key = Identities::generate();
    assert_eq!(
        desk.learn(&other_key, ADA, Some(&second)),
        Ok(Learned::Nothing),
        "a new key hasn't seen any state"
    );
}

#[test]
fn a_state_is_encrypted_and_its_history_is_limited() {
    const { assert!(HISTORY < 160, "the loop below makes more states than the history keeps") };
    let ada = Identities::generate();
    let mut desk = Notes::default();
    let mut last = carry(&mut desk, &ada, 1, "Samantha");
    assert!(!last.bytes().windows(8).any(|window| window == b"Samantha"));
    let size = |carried: &Carried| carried.bytes().len();
    for at in 2..=168 {
        last = carry(&mut desk, &ada, at, "Samantha");
    }
    assert!(size(&last) < LARGEST, "{}", size(&last));
    assert_eq!(desk.learn(&ada, ADA, Some(&last)), Ok(Learned::Known));
}
