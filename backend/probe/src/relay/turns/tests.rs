use super::*;

const SUITES: [u16; 3] = [0x1301, 0xc02f, 0xcca8];

/// The length of the previous answer, if it was waited for, and the length of the text.
type Turn = (Option<usize>, usize);

/// The longest usual answers: a 334 of LOGIN, and any other.
const ASKED: Option<usize> = Some(18);
const REPLY: Option<usize> = Some(60);

/// Plays these texts, and returns how many were accepted.
fn passed(suite: u16, texts: &[Turn]) -> usize {
    let suite = Suite::of(Some(suite));
    let mut turns = Turns::new(&"192.0.2.1".parse().unwrap());
    if suite.is_tls13() {
        assert!(turns.up(53 + suite.overhead() - 17, suite));
    }
    let mut fits = |&(answer, length): &Turn| {
        answer.is_none_or(|answer| turns.down(answer + suite.overhead(), suite))
            && turns.up(length + suite.overhead(), suite)
    };
    texts.iter().take_while(|text| fits(text)).count()
}

fn all_pass(texts: &[Turn]) {
    end_at(texts.len(), texts);
}

fn end_at(place: usize, texts: &[Turn]) {
    for suite in SUITES {
        assert_eq!(passed(suite, texts), place, "{suite:x} {texts:?}");
    }
}

const EHLO: Turn = (REPLY, 18);
const RESET: Turn = (REPLY, 6);
const QUIT: Turn = (REPLY, 6);
const CLOSE: Turn = (None, 2);
/// The longest one, with RSET and QUIT in the same record.
const MAIL: Turn = (REPLY, 280);

#[test]
fn every_way_to_sign_in_passes() {
    // PLAIN in one command, and the goodbye in the same record as MAIL FROM.
    all_pass(&[EHLO, (REPLY, 80), MAIL, CLOSE]);
    all_pass(&[EHLO, (REPLY, 280), MAIL, RESET, QUIT, CLOSE]);
    // A long password with PLAIN, and with LOGIN after short and long user names.
    all_pass(&[EHLO, (REPLY, 12), (Some(6), 3000), MAIL, RESET, QUIT, CLOSE]);
    all_pass(&[EHLO, (REPLY, 12), (ASKED, 6), (ASKED, 3000), MAIL, RESET, QUIT, CLOSE]);
    all_pass(&[EHLO, (REPLY, 12), (ASKED, 344), (ASKED, 6), MAIL, RESET, QUIT, CLOSE]);
    // An unusually long prompt, with a password of normal length.
    all_pass(&[EHLO, (REPLY, 12), (REPLY, 40), (REPLY, 40), MAIL, RESET, QUIT, CLOSE]);
    // A token that waits for its turn, and the reason for its rejection.
    all_pass(&[EHLO, (REPLY, 14), (Some(6), 4000), (REPLY, 2), QUIT, CLOSE]);
    // SCRAM to its end, and SCRAM that is rejected, with LOGIN after it.
    all_pass(&[EHLO, (REPLY, 120), (Some(150), 200), (REPLY, 2), MAIL, RESET, QUIT, CLOSE]);
    all_pass(&[EHLO, (REPLY, 120), (REPLY, 12), (ASKED, 30), (ASKED, 30), MAIL, RESET, QUIT, CLOSE]);
    // With STARTTLS, EHLO doesn't wait for an answer. The browser can also leave a silent server.
    all_pass(&[(None, 18), (REPLY, 80), (None, 6), CLOSE]);
    all_pass(&[EHLO, (REPLY, 80), CLOSE]);
}

#[test]
fn a_message_does_not_pass() {
    let (mail, rcpt, data) = ((REPLY, 30), (REPLY, 30), (REPLY, 6));
    end_at(4, &[EHLO, mail, rcpt, data, (REPLY, 40)]);
    // 380 recipients, with or without waiting for each answer.
    end_at(1, &[EHLO, (None, 380 * 24), (REPLY, 300)]);
    let each = [&[EHLO, mail][..], &[rcpt; 380]].concat();
    end_at(1 + usize::from(COMMANDS_MAX), &each);
    // Nothing can be sent before the previous answer, and only one text can be long.
    end_at(1, &[EHLO, (None, 30)]);
    end_at(3, &[EHLO, (REPLY, 12), (ASKED, 3000), (ASKED, 600)]);
    end_at(0, &[(REPLY, 60)]);
    end_at(3, &[EHLO, (REPLY, 80), (None, 2), (REPLY, 2)]);
}

/// An envelope in one record looks like a sign-in, but its text is longer than what can follow one.
#[test]
fn a_text_after_an_envelope_in_one_record_does_not_pass() {
    let envelope = (REPLY, 60);
    // The lengths of the answers of Postfix, Exim and qmail to MAIL, RCPT and DATA.
    for answer in [65, 79, 30] {
        end_at(2, &[EHLO, envelope, (Some(answer), COMMAND_MAX + 1)]);
    }
    // NOOP and DATA are as long as AUTH LOGIN, but servers answer them with more than a 334.
    for answer in [51, 23, 22] {
        end_at(3, &[EHLO, envelope, (REPLY, 12), (Some(answer), COMMAND_MAX + 1)]);
    }
    end_at(2, &[EHLO, (REPLY, 14), (Some(30), COMMAND_MAX + 1)]);
}

/// The remaining gap, as documented in docs/threat-model.md. Each limit is tested from both sides.
#[test]
fn without_a_sign_in_no_more_than_the_limits_passes() {
    assert_eq!(
        (COMMAND_MAX, COMMANDS_MAX, ANSWERED_MAX, CHALLENGE_MAX, ANSWER_MAX),
        (280, 10, 512, 20, 4096)
    );
    // A text after an envelope in one record, and only a goodbye after it.
    let envelope = (REPLY, 60);
    end_at(3, &[EHLO, envelope, (REPLY, 280), (REPLY, 281)]);
    end_at(2, &[EHLO, envelope, (REPLY, 281)]);
    // An envelope can't be longer than a command, unless a sign-in has begun.
    end_at(2, &[EHLO, (REPLY, 280), (REPLY, 281)]);
    end_at(1, &[EHLO, (REPLY, 281)]);
    // MAIL and nine recipients, waiting for each answer.
    let each = [&[EHLO, (REPLY, 30)][..], &[(REPLY, 30); 9]].concat();
    all_pass(&[&each[..], &[RESET, QUIT, CLOSE]].concat());
    end_at(11, &[&each[..], &[(REPLY, 30)]].concat());
    // What the server asked for: one text can be as long as a password, and the others only as long as a user name.
    end_at(4, &[EHLO, (REPLY, 12), (ASKED, 3000), (ASKED, 512), (REPLY, 281)]);
    end_at(3, &[EHLO, (REPLY, 12), (ASKED, 3000), (ASKED, 513)]);
    end_at(3, &[EHLO, (REPLY, 12), (Some(20), 3000), (Some(21), 281)]);
}

#[test]
fn an_answer_is_limited_in_length() {
    let suite = Suite::of(Some(0x1301));
    let talk = || {
        let mut turns = Turns::new(&"192.0.2.1".parse().unwrap());
        assert!(turns.down(9000, suite) && turns.up(70, suite));
        assert!(turns.down(9000, suite) && turns.up(35, suite));
        turns
    };
    assert!(talk().down(ANSWER_MAX + 17, suite) && !talk().down(ANSWER_MAX + 18, suite));
    let mut in_bytes = talk();
    assert_eq!((0..9000).take_while(|_| in_bytes.down(18, suite)).count(), ANSWER_MAX);
}
