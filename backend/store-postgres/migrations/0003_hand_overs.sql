-- Steps that a client hands over to someone else, with the link to each.
CREATE TABLE hand_over (
    locator       TEXT COLLATE "C" PRIMARY KEY,
    onboarding_id TEXT COLLATE "C" NOT NULL REFERENCES onboarding (id),
    -- The client's link, from which this one was derived.
    link          TEXT COLLATE "C" NOT NULL REFERENCES link (locator),
    step          TEXT NOT NULL,
    -- What it was derived with. It isn't secret.
    salt          TEXT NOT NULL,
    token_hash    BYTEA NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    opened_at     BIGINT,
    done_at       BIGINT,
    -- The answer and its tag, until the hand-over ends.
    file          BYTEA,
    tag           BYTEA,
    ended_at      BIGINT
);
CREATE INDEX hand_over_onboarding ON hand_over (onboarding_id);
-- Each step has one link at a time.
CREATE UNIQUE INDEX hand_over_current ON hand_over (onboarding_id, step) WHERE ended_at IS NULL;
CREATE INDEX hand_over_link ON hand_over (link);
CREATE INDEX hand_over_expiring ON hand_over (expires_at) WHERE ended_at IS NULL;
