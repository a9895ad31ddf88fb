-- Times are Unix seconds. Names of statuses, steps, roles and verdicts are those of the JSON.

CREATE TABLE person (
    id            TEXT PRIMARY KEY NOT NULL,
    name          TEXT NOT NULL,
    email         TEXT NOT NULL,
    -- The address in lower case: nobody can be there twice under another spelling.
    email_key     TEXT NOT NULL UNIQUE,
    -- Separated by commas.
    roles         TEXT NOT NULL,
    -- A PHC string; NULL until the person has set a password.
    password_hash TEXT,
    public_key    TEXT,
    created_at    INTEGER NOT NULL
);

-- One-time links to set a password. Without a person: the first administrator's.
CREATE TABLE invitation (
    token_hash BLOB PRIMARY KEY NOT NULL,
    person_id  TEXT REFERENCES person (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
);

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY NOT NULL,
    person_id  TEXT NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
);
CREATE INDEX session_person ON session (person_id);

CREATE TABLE recipient_set (
    version INTEGER PRIMARY KEY NOT NULL,
    -- shared::recipients::RecipientSet as JSON.
    content TEXT NOT NULL,
    made_at INTEGER NOT NULL
);

CREATE TABLE onboarding (
    id               TEXT PRIMARY KEY NOT NULL,
    client           TEXT NOT NULL,
    site             TEXT NOT NULL,
    -- Client and site in lower case, for the search.
    search           TEXT NOT NULL,
    address          TEXT,
    email            TEXT,
    manager_id       TEXT NOT NULL REFERENCES person (id),
    status           TEXT NOT NULL,
    -- The furthest step, and below what the client has told so far.
    step             TEXT NOT NULL,
    progress_step    TEXT,
    progress_address TEXT,
    provider         TEXT,
    -- The current link, and what it pins.
    locator          TEXT NOT NULL UNIQUE,
    recipients       INTEGER NOT NULL REFERENCES recipient_set (version),
    expires_at       INTEGER NOT NULL,
    last_check       INTEGER,
    last_verdict     TEXT,
    created_at       INTEGER NOT NULL,
    changed_at       INTEGER NOT NULL
);
CREATE INDEX onboarding_changed ON onboarding (changed_at, id);
CREATE INDEX onboarding_expiring ON onboarding (expires_at) WHERE status IN ('waiting', 'started');

CREATE TABLE link (
    locator       TEXT PRIMARY KEY NOT NULL,
    onboarding_id TEXT NOT NULL REFERENCES onboarding (id),
    token_hash    BLOB NOT NULL,
    sealed_link   BLOB NOT NULL,
    created_at    INTEGER NOT NULL,
    revoked_at    INTEGER
);
CREATE INDEX link_onboarding ON link (onboarding_id);

-- At most one for each link: the second guard behind the status.
CREATE TABLE submission (
    locator       TEXT PRIMARY KEY NOT NULL REFERENCES link (locator),
    onboarding_id TEXT NOT NULL REFERENCES onboarding (id),
    file          BLOB NOT NULL,
    tag           BLOB NOT NULL,
    submitted_at  INTEGER NOT NULL,
    collected_at  INTEGER
);
CREATE INDEX submission_onboarding ON submission (onboarding_id);

CREATE TABLE check_run (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    onboarding_id TEXT NOT NULL REFERENCES onboarding (id),
    at            INTEGER NOT NULL,
    ok            INTEGER NOT NULL,
    cause         TEXT NOT NULL,
    meaning       TEXT NOT NULL,
    -- shared::check::CheckReport as JSON.
    report        TEXT NOT NULL
);
CREATE INDEX check_run_onboarding ON check_run (onboarding_id, id);

-- The last DNS report of each onboarding.
CREATE TABLE report (
    onboarding_id TEXT PRIMARY KEY NOT NULL REFERENCES onboarding (id),
    at            INTEGER NOT NULL,
    -- shared::report::Report as JSON.
    content       TEXT NOT NULL
);

CREATE TABLE activity (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    onboarding_id TEXT REFERENCES onboarding (id),
    at            INTEGER NOT NULL,
    who           TEXT NOT NULL,
    code          TEXT NOT NULL,
    sentence      TEXT NOT NULL
);
CREATE INDEX activity_onboarding ON activity (onboarding_id, id);

-- What is limited: one row for each time that it was done, until its window has passed.
CREATE TABLE attempt (
    bucket     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX attempt_bucket ON attempt (bucket, at);
CREATE INDEX attempt_expiring ON attempt (expires_at);

-- What happens one at a time. A lease that a crash left behind ends by itself.
CREATE TABLE lease (
    bucket     TEXT PRIMARY KEY NOT NULL,
    expires_at INTEGER NOT NULL
);
