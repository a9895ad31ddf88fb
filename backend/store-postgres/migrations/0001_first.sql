-- Times are Unix seconds. Names of statuses, steps, roles and verdicts are those of the JSON. Whole numbers are all
-- BIGINT, and keys and what is sorted by have the collation "C": the same order everywhere, and in every database.

CREATE TABLE person (
    id             TEXT COLLATE "C" PRIMARY KEY,
    name           TEXT COLLATE "C" NOT NULL,
    email          TEXT NOT NULL,
    -- The address in lower case: nobody can be there twice under another spelling.
    email_key      TEXT COLLATE "C" NOT NULL UNIQUE,
    -- Separated by commas.
    roles          TEXT NOT NULL,
    -- A PHC string; NULL until the person has set a password.
    password_hash  TEXT,
    public_key     TEXT,
    created_at     BIGINT NOT NULL,
    -- Since when they cannot come in any more, and since when a second factor is asked of them.
    deactivated_at BIGINT,
    factor_since   BIGINT
);

-- One-time links to set a password. Without a person: the first administrator's.
CREATE TABLE invitation (
    token_hash    BYTEA PRIMARY KEY,
    person_id     TEXT COLLATE "C" REFERENCES person (id),
    expires_at    BIGINT NOT NULL,
    used_at       BIGINT,
    -- Whether the link takes the second factor away too: the phone and the recovery codes are lost.
    resets_factor BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX invitation_person ON invitation (person_id);

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY,
    person_id  TEXT COLLATE "C" NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    -- "Firefox on Linux": what a person recognises a session by.
    device     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_seen ON session (seen_at);

CREATE TABLE recipient_set (
    version BIGINT PRIMARY KEY,
    -- shared::recipients::RecipientSet as JSON.
    content TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE onboarding (
    id               TEXT COLLATE "C" PRIMARY KEY,
    client           TEXT NOT NULL,
    site             TEXT NOT NULL,
    -- Client and site in lower case, for the search.
    search           TEXT NOT NULL,
    address          TEXT,
    email            TEXT,
    manager_id       TEXT COLLATE "C" NOT NULL REFERENCES person (id),
    status           TEXT NOT NULL,
    -- The furthest step, and below what the client has told so far.
    step             TEXT NOT NULL,
    progress_step    TEXT,
    progress_address TEXT,
    provider         TEXT,
    -- The server that discovery found and the client agreed to, as JSON: no row of the provider table names it.
    progress_server  TEXT,
    -- The current link, and what it pins.
    locator          TEXT COLLATE "C" NOT NULL UNIQUE,
    recipients       BIGINT NOT NULL REFERENCES recipient_set (version),
    expires_at       BIGINT NOT NULL,
    -- For how many days after the site is configured the client was told that the sealed file is kept.
    keep_days        BIGINT NOT NULL,
    last_check       BIGINT,
    last_verdict     TEXT,
    created_at       BIGINT NOT NULL,
    changed_at       BIGINT NOT NULL,
    -- When the site was configured, when its sealed file will be deleted, and when the technicians were warned of it.
    configured_at    BIGINT,
    delete_at        BIGINT,
    warned_at        BIGINT,
    -- Where it belongs on the board, as shared::board::Facts::placement says, and the moment until which that holds. Zero:
    -- to be placed again before the board is read. The groups are numbered in the order in which they are shown.
    board_group      BIGINT NOT NULL DEFAULT 1,
    board_until      BIGINT NOT NULL DEFAULT 0,
    -- Counts what could move it, so that a placement from before is not stored over it.
    board_version    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX onboarding_board ON onboarding (board_group, changed_at, id);
CREATE INDEX onboarding_queue ON onboarding ((status = 'collected'), changed_at)
    WHERE status IN ('submitted', 'collected');
CREATE INDEX onboarding_unplaced ON onboarding (board_until);
CREATE INDEX onboarding_expiring ON onboarding (expires_at) WHERE status IN ('waiting', 'started');
CREATE INDEX onboarding_deleting ON onboarding (delete_at) WHERE status = 'configured';
CREATE INDEX onboarding_closed ON onboarding (changed_at)
    WHERE status IN ('cleared', 'revoked', 'expired', 'withdrawn');

CREATE TABLE link (
    locator       TEXT COLLATE "C" PRIMARY KEY,
    onboarding_id TEXT COLLATE "C" NOT NULL REFERENCES onboarding (id),
    token_hash    BYTEA NOT NULL,
    sealed_link   BYTEA NOT NULL,
    created_at    BIGINT NOT NULL,
    revoked_at    BIGINT
);
CREATE INDEX link_onboarding ON link (onboarding_id);

-- At most one for each link: the second guard behind the status.
CREATE TABLE submission (
    locator       TEXT COLLATE "C" PRIMARY KEY REFERENCES link (locator),
    onboarding_id TEXT COLLATE "C" NOT NULL REFERENCES onboarding (id),
    file          BYTEA NOT NULL,
    tag           BYTEA NOT NULL,
    submitted_at  BIGINT NOT NULL,
    collected_at  BIGINT,
    -- If a technician has re-encrypted it: to which set, who, when, and SHA-256 of what the client had sent.
    recipients    BIGINT REFERENCES recipient_set (version),
    resealed_by   TEXT,
    resealed_at   BIGINT,
    sent_digest   BYTEA
);
CREATE INDEX submission_onboarding ON submission (onboarding_id);

CREATE TABLE check_run (
    id            BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    onboarding_id TEXT COLLATE "C" NOT NULL REFERENCES onboarding (id),
    at            BIGINT NOT NULL,
    ok            BOOLEAN NOT NULL,
    cause         TEXT NOT NULL,
    meaning       TEXT NOT NULL,
    -- shared::check::CheckReport as JSON.
    report        TEXT NOT NULL
);
CREATE INDEX check_run_onboarding ON check_run (onboarding_id, id);
CREATE INDEX check_run_at ON check_run (at);

-- The last DNS report of each onboarding.
CREATE TABLE report (
    onboarding_id TEXT COLLATE "C" PRIMARY KEY REFERENCES onboarding (id),
    at            BIGINT NOT NULL,
    -- shared::report::Report as JSON.
    content       TEXT NOT NULL
);
CREATE INDEX report_at ON report (at);

CREATE TABLE activity (
    id            BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    onboarding_id TEXT COLLATE "C" REFERENCES onboarding (id),
    at            BIGINT NOT NULL,
    who           TEXT NOT NULL,
    code          TEXT NOT NULL,
    sentence      TEXT NOT NULL,
    -- Which link an entry is about: an onboarding may have had several.
    locator       TEXT
);
CREATE INDEX activity_onboarding ON activity (onboarding_id, id);
CREATE INDEX activity_at ON activity (at);

-- What is limited: one row for each time that it was done, until its window has passed.
CREATE TABLE attempt (
    bucket     TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX attempt_bucket ON attempt (bucket, at);
CREATE INDEX attempt_expiring ON attempt (expires_at);

-- What happens one at a time. A lease that a crash left behind ends by itself.
CREATE TABLE lease (
    bucket     TEXT COLLATE "C" PRIMARY KEY,
    expires_at BIGINT NOT NULL
);

-- A key that was offered and is not proven yet: at most one for each person.
CREATE TABLE key_challenge (
    person_id   TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
    public_key  TEXT NOT NULL,
    -- SHA-256 of the answer.
    answer_hash BYTEA NOT NULL,
    expires_at  BIGINT NOT NULL
);

-- The seeds of authenticator apps (RFC 6238), sealed with the key in the data folder.
CREATE TABLE factor (
    person_id     TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
    seed          BYTEA,
    -- The step of the last code that was taken: no code of it, or of one before, is taken again.
    last_step     BIGINT NOT NULL DEFAULT 0,
    -- A seed that was shown, and not proven by a code yet.
    pending       BYTEA,
    pending_until BIGINT
);

-- What opens the account once if the authenticator app is lost. SHA-256 of 120 random bits.
CREATE TABLE recovery_code (
    code_hash BYTEA PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id),
    used_at   BIGINT
);
CREATE INDEX recovery_code_person ON recovery_code (person_id);

-- What is left of a sealed file: that it was here, and when and why it was deleted. It references nothing, since it
-- outlives all of it, and names nobody.
CREATE TABLE deletion (
    id            BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    onboarding_id TEXT COLLATE "C" NOT NULL,
    locator       TEXT COLLATE "C" NOT NULL,
    -- The set that it was sealed to.
    recipients    BIGINT NOT NULL,
    submitted_at  BIGINT NOT NULL,
    collected_at  BIGINT,
    at            BIGINT NOT NULL,
    rule          TEXT NOT NULL,
    -- SHA-256 of the file that was deleted, and of the one that the client had sent.
    digest        BYTEA NOT NULL,
    sent_digest   BYTEA NOT NULL,
    -- When the client was told by mail.
    told_at       BIGINT
);
CREATE INDEX deletion_locator ON deletion (locator, id);
CREATE INDEX deletion_onboarding ON deletion (onboarding_id, id);
CREATE INDEX deletion_untold ON deletion (at) WHERE told_at IS NULL;

-- SHA-256 of the key that the seeds are sealed with, so that no server with another one works on this database. One row.
CREATE TABLE factor_key (
    is_only BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (is_only),
    digest  BYTEA NOT NULL
);

-- How long things are kept, if an administrator has set it.
CREATE TABLE retention (
    kind TEXT COLLATE "C" PRIMARY KEY,
    days BIGINT NOT NULL
);

-- Browsers on which somebody has signed in whole, with password and code. Strangers who use up an account's tries do not
-- use up those of its owner's browser. SHA-256 of 256 random bits in a cookie; one browser can be known to several people.
CREATE TABLE known_device (
    device_hash BYTEA NOT NULL,
    person_id   TEXT COLLATE "C" NOT NULL REFERENCES person (id),
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (device_hash, person_id)
);
CREATE INDEX known_device_person ON known_device (person_id, seen_at);

-- The technicians whom a person has accepted, for their other devices: sealed to their own key and authenticated with it,
-- so that nothing here can be read or made up.
CREATE TABLE approval (
    person_id TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
    sealed    BYTEA NOT NULL,
    kept_at   BIGINT NOT NULL
);

CREATE FUNCTION onboarding_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.board_until := 0;
    NEW.board_version := OLD.board_version + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER onboarding_moves
BEFORE UPDATE OF status, locator, recipients, expires_at, last_check, last_verdict, changed_at ON onboarding
FOR EACH ROW EXECUTE FUNCTION onboarding_moves();

-- Who has left is told from the current set. What is closed has no readers.
CREATE FUNCTION recipient_set_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE onboarding SET board_until = 0, board_version = board_version + 1 WHERE board_group < 4;
    RETURN NULL;
END $$;
CREATE TRIGGER recipient_set_moves AFTER INSERT ON recipient_set
FOR EACH STATEMENT EXECUTE FUNCTION recipient_set_moves();

-- How many onboardings each group has, so that nothing counts them all for each look at the board.
CREATE TABLE board_count (
    board_group BIGINT PRIMARY KEY,
    onboardings BIGINT NOT NULL
);
INSERT INTO board_count SELECT board_group, 0 FROM generate_series(0, 4) AS board_group;

CREATE FUNCTION board_count_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE board_count SET onboardings = onboardings - 1 WHERE board_group = OLD.board_group;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE board_count SET onboardings = onboardings + 1 WHERE board_group = NEW.board_group;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER board_count_comes_and_goes AFTER INSERT OR DELETE ON onboarding
FOR EACH ROW EXECUTE FUNCTION board_count_changes();
CREATE TRIGGER board_count_moved AFTER UPDATE OF board_group ON onboarding
FOR EACH ROW WHEN (OLD.board_group <> NEW.board_group) EXECUTE FUNCTION board_count_changes();
