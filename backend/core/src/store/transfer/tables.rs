//! The tables of every store, each after those that it refers to.

/// A column's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// True or false.
    Flag,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
}

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// How many of its first columns determine the order of rows.
    pub key: usize,
    /// True if it numbers its rows, and never uses a number twice.
    pub counts: bool,
    /// True if the database fills it from the other tables.
    pub is_derived: bool,
}

const fn number(name: &'static str) -> Column {
    Column { name, kind: Kind::Number }
}

const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

const fn bytes(name: &'static str) -> Column {
    Column { name, kind: Kind::Bytes }
}

const fn flag(name: &'static str) -> Column {
    Column { name, kind: Kind::Flag }
}

const fn table(name: &'static str, columns: &'static [Column]) -> Table {
    Table { name, columns, key: 1, counts: false, is_derived: false }
}

/// All tables.
pub const TABLES: [Table; 25] = [
    table(
        "person",
        &[
            text("id"),
            text("name"),
            text("email"),
            text("email_key"),
            text("roles"),
            text("password_hash"),
            text("public_key"),
            number("created_at"),
            number("deactivated_at"),
            number("factor_since"),
            text("phone"),
            flag("shows_email"),
        ],
    ),
    table(
        "invitation",
        &[
            bytes("token_hash"),
            text("person_id"),
            number("expires_at"),
            number("used_at"),
            flag("resets_factor"),
        ],
    ),
    table(
        "session",
        &[bytes("token_hash"), text("person_id"), number("created_at"), number("seen_at"), text("device")],
    ),
    table("recipient_set", &[number("version"), text("content"), number("made_at")]),
    table(
        "onboarding",
        &[
            text("id"),
            text("client"),
            text("site"),
            text("search"),
            text("address"),
            text("email"),
            text("manager_id"),
            text("status"),
            text("step"),
            text("progress_step"),
            text("progress_address"),
            text("provider"),
            text("progress_server"),
            text("locator"),
            number("recipients"),
            number("expires_at"),
            number("keep_days"),
            number("last_check"),
            text("last_verdict"),
            number("created_at"),
            number("changed_at"),
            number("configured_at"),
            number("delete_at"),
            number("warned_at"),
            number("secret_expires_at"),
            number("secret_tell_at"),
            number("board_group"),
            number("board_until"),
            number("board_version"),
        ],
    ),
    table(
        "link",
        &[
            text("locator"),
            text("onboarding_id"),
            bytes("token_hash"),
            bytes("sealed_link"),
            number("created_at"),
            number("revoked_at"),
        ],
    ),
    table(
        "submission",
        &[
            text("locator"),
            text("onboarding_id"),
            bytes("file"),
            bytes("tag"),
            number("submitted_at"),
            number("collected_at"),
            number("recipients"),
            text("resealed_by"),
            number("resealed_at"),
            bytes("sent_digest"),
        ],
    ),
    table(
        "hand_over",
        &[
            text("locator"),
            text("onboarding_id"),
            text("link"),
            text("step"),
            text("salt"),
            bytes("token_hash"),
            number("created_at"),
            number("expires_at"),
            number("opened_at"),
            number("done_at"),
            bytes("file"),
            bytes("tag"),
            number("ended_at"),
        ],
    ),
    Table {
        counts: true,
        ..table(
            "help_request",
            &[
                number("id"),
                text("onboarding_id"),
                text("locator"),
                number("at"),
                text("step"),
                text("situation"),
                text("note"),
                text("call"),
                number("tell_at"),
                number("settled_at"),
                text("settled_by"),
            ],
        )
    },
    Table {
        counts: true,
        ..table(
            "check_run",
            &[
                number("id"),
                text("onboarding_id"),
                number("at"),
                flag("ok"),
                text("cause"),
                text("meaning"),
                text("report"),
            ],
        )
    },
    table("report", &[text("onboarding_id"), number("at"), text("content")]),
    table(
        "proof",
        &[
            text("onboarding_id"),
            text("address"),
            number("since"),
            number("until"),
            number("arrived_at"),
            number("judged_at"),
            number("waited_since"),
            text("judged_answer"),
            text("doubt"),
            text("answer"),
            text("delivery"),
            text("advised"),
            number("proven_at"),
            text("proven_from"),
            flag("proven_encrypted"),
        ],
    ),
    table(
        "watch",
        &[
            text("onboarding_id"),
            text("asked_by"),
            number("look_at"),
            text("known"),
            flag("remind_monthly"),
            number("remind_at"),
            number("unsent_since"),
        ],
    ),
    Table {
        counts: true,
        ..table(
            "activity",
            &[
                number("id"),
                text("onboarding_id"),
                number("at"),
                text("who"),
                text("code"),
                text("sentence"),
                text("locator"),
            ],
        )
    },
    Table { key: 3, ..table("attempt", &[text("bucket"), number("at"), number("expires_at")]) },
    table("lease", &[text("bucket"), number("expires_at")]),
    table(
        "key_challenge",
        &[text("person_id"), text("public_key"), bytes("answer_hash"), number("expires_at")],
    ),
    table(
        "factor",
        &[text("person_id"), bytes("seed"), number("last_step"), bytes("pending"), number("pending_until")],
    ),
    table("recovery_code", &[bytes("code_hash"), text("person_id"), number("used_at")]),
    Table {
        counts: true,
        ..table(
            "deletion",
            &[
                number("id"),
                text("onboarding_id"),
                text("locator"),
                number("recipients"),
                number("submitted_at"),
                number("collected_at"),
                number("at"),
                text("rule"),
                bytes("digest"),
                bytes("sent_digest"),
                number("told_at"),
            ],
        )
    },
    table("retention", &[text("kind"), number("days")]),
    table(
        "brand",
        &[
            number("id"),
            text("name"),
            text("accent"),
            text("contact_name"),
            text("contact_email"),
            text("contact_phone"),
            text("contact_hours"),
            text("sender"),
            text("logo_kind"),
            bytes("logo"),
            bytes("logo_digest"),
            number("logo_width"),
            number("logo_height"),
            number("changed_at"),
        ],
    ),
    Table { key: 2, ..table("known_device", &[bytes("device_hash"), text("person_id"), number("seen_at")]) },
    table("approval", &[text("person_id"), bytes("sealed"), number("kept_at")]),
    Table { is_derived: true, ..table("board_count", &[number("board_group"), number("onboardings")]) },
];
