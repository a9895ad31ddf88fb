-- Steps that a client hands over to someone else, with the link to each.
CREATE TABLE hand_over (
    locator       TEXT PRIMARY KEY NOT NULL,
    onboarding_id TEXT NOT NULL REFERENCES onboarding (id),
    -- The client's link, from which this one was derived.
    link          TEXT NOT NULL REFERENCES link (locator),
    step          TEXT NOT NULL,
    -- What it was derived with. It isn't secret.
    salt          TEXT NOT NULL,
    token_hash    BLOB NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    opened_at     INTEGER,
    done_at       INTEGER,
    -- The answer and its tag, until the hand-over ends.
    file          BLOB,
    tag           BLOB,
    ended_at      INTEGER
);
CREATE INDEX hand_over_onboarding ON hand_over (onboarding_id);
-- Each step has one link at a time.
CREATE UNIQUE INDEX hand_over_current ON hand_over (onboarding_id, step) WHERE ended_at IS NULL;
CREATE INDEX hand_over_link ON hand_over (link);
CREATE INDEX hand_over_expiring ON hand_over (expires_at) WHERE ended_at IS NULL;
