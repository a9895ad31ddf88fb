-- Why somebody may no longer come in, and since when a second factor is asked of them.
ALTER TABLE person ADD COLUMN deactivated_at INTEGER;
ALTER TABLE person ADD COLUMN factor_since INTEGER;

-- Whether the one-time link takes the second factor away too: the phone and the recovery codes are lost.
ALTER TABLE invitation ADD COLUMN resets_factor INTEGER NOT NULL DEFAULT 0;

-- "Firefox on Linux": what a person recognises a session by.
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';

-- The seeds of code apps (RFC 6238), sealed with the key in the data folder.
CREATE TABLE factor (
    person_id     TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
    seed          BLOB,
    -- The step of the last code that was taken: no code of it, or of one before, is taken again.
    last_step     INTEGER NOT NULL DEFAULT 0,
    -- A seed that was shown, and not proven by a code yet.
    pending       BLOB,
    pending_until INTEGER
);

-- What opens the account once where the code app is lost. SHA-256 of 120 random bits.
CREATE TABLE recovery_code (
    code_hash BLOB PRIMARY KEY NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    used_at   INTEGER
);
CREATE INDEX recovery_code_person ON recovery_code (person_id);
