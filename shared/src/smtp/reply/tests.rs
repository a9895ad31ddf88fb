use proptest::prelude::*;

use super::*;

fn read(chunks: &[&[u8]]) -> Result<Vec<Reply>, Broken> {
    let mut replies = Replies::default();
    let mut all = Vec::new();
    for chunk in chunks {
        replies.push(chunk)?;
        while let Some(reply) = replies.take()? {
            all.push(reply);
        }
    }
    Ok(all)
}

fn text(bytes: &[u8]) -> String {
    read(&[bytes]).unwrap()[0].text()
}

#[test]
fn lines_of_one_reply_are_joined() {
    let google = b"535-5.7.8 Username and Password not accepted. For more, go to\r\n535 5.7.8  https://support.test a1 - gsmtp\r\n";
    assert_eq!(
        text(google),
        "535 5.7.8 Username and Password not accepted. For more, go to https://support.test a1 - gsmtp"
    );
    assert_eq!(text(b"250\r\n"), "250");
    assert_eq!(text(b"220 bare line feed\n"), "220 bare line feed");
    assert_eq!(text(b"554 5.7 not enhanced\r\n"), "554 5.7 not enhanced");
    assert_eq!(text(b"220 caf\xe9\r\n"), "220 café");
}

#[test]
fn other_protocols_are_recognized() {
    for line in ["HTTP/1.1 400 Bad Request", "* OK ready", "2500 x", "25", "", "250_x", "199 x", "600 x"] {
        let bytes = format!("{line}\r\n");
        assert_eq!(read(&[bytes.as_bytes()]), Err(Broken::NotSmtp(line.into())));
    }
    assert_eq!(read(&[b"250-a\r\n235 b\r\n"]), Err(Broken::Contradiction("235 b".into())));
    assert_eq!(read(&[b"\x15\x03\x01\x00\x02\x02\x0a"]), Err(Broken::Tls));
}

#[test]
fn limits_are_exact() {
    let line = |n: usize| format!("250 {}\r\n", "a".repeat(n - 6)).into_bytes();
    assert_eq!(read(&[&line(LINE_MAX)]).unwrap().len(), 1);
    assert_eq!(read(&[&line(LINE_MAX + 1)]), Err(Broken::TooMuch));
    let lines = |n: usize| ["250-a\r\n".repeat(n - 1), "250 a\r\n".into()].concat().into_bytes();
    assert_eq!(read(&[&lines(LINES_MAX)]).unwrap()[0].lines.len(), LINES_MAX);
    assert_eq!(read(&[&lines(LINES_MAX + 1)]), Err(Broken::TooMuch));
    let replies = "250 a\r\n".repeat(STAGE_MAX / 7 + 1).into_bytes();
    assert_eq!(read(&[&replies]), Err(Broken::TooMuch));
}

proptest! {
    #[test]
    fn piece_size_does_not_matter(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0..300_usize) {
        let cut = cut.min(bytes.len());
        prop_assert_eq!(read(&[&bytes]), read(&[&bytes[..cut], &bytes[cut..]]));
    }

    #[test]
    fn piece_size_of_replies_does_not_matter(codes in proptest::collection::vec("[2-5][0-9]{2}[ -][a-z]{0,9}\r?\n", 0..9)) {
        let bytes = codes.concat().into_bytes();
        let singly: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(read(&[&bytes]), read(&singly));
    }
}
