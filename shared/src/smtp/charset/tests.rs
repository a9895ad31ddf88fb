use super::*;

#[test]
fn european_servers_are_read() {
    for (bytes, text) in [
        (&b"Identifiants erron\xe9s, acc\xe8s refus\xe9"[..], "Identifiants erronés, accès refusé"),
        (
            b"Benutzername oder Passwort ung\xfcltig, Gr\xf6\xdfe",
            "Benutzername oder Passwort ungültig, Größe",
        ),
        (b"Usuario o contrase\xf1a no v\xe1lidos", "Usuario o contraseña no válidos"),
        (b"Niepoprawny login lub has\xb3o", "Niepoprawny login lub hasło"),
        (b"Ne\xfasp\xec\xb9n\xe9 p\xf8ihl\xe1\xb9en\xed", "Neúspěšné přihlášení"),
        (b"\xcd\xe5\xe2\xe5\xf0\xed\xfb\xe9 \xef\xe0\xf0\xee\xeb\xfc", "Неверный пароль"),
        (b"\xee\xc5\xd7\xc5\xd2\xce\xd9\xca \xd0\xc1\xd2\xcf\xcc\xd8", "Неверный пароль"),
    ] {
        assert_eq!(decoded(bytes), text);
    }
    assert_eq!(decoded("密码错误 größer".as_bytes()), "密码错误 größer");
}

#[test]
fn undecodable_bytes_are_replaced_and_not_misread() {
    for bytes in [
        // GBK, Shift-JIS, EUC-KR, and UTF-8 that is cut off.
        &b"\xc3\xdc\xc2\xeb\xb4\xed\xce\xf3"[..],
        b"\x83p\x83X\x83\x8f\x81[\x83h\x82\xaa\x88\xe1\x82\xa2\x82\xdc\x82\xb7",
        b"\xba\xf1\xb9\xd0\xb9\xf8\xc8\xa3 \xbf\xc0\xb7\xf9",
        b"gr\xc3\xb6\xc3\x9fer \xc3",
    ] {
        let text = decoded(bytes);
        let is_known = |c: char| c.is_ascii() || c == char::REPLACEMENT_CHARACTER || "öß".contains(c);
        assert!(text.contains(char::REPLACEMENT_CHARACTER) && text.chars().all(is_known), "{text}");
    }
}
