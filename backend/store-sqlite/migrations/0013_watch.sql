-- What is watched about a site whose mail was shown to arrive. After a new link, only the reminders stay. It is deleted when
-- the link is revoked or the settings are withdrawn.
CREATE TABLE watch (
    onboarding_id  TEXT PRIMARY KEY NOT NULL REFERENCES onboarding (id) ON DELETE CASCADE,
    -- Who last asked for a proof.
    asked_by       TEXT REFERENCES person (id),
    -- When the DNS records are looked at next. While a server looks at them: when another one may.
    look_at        INTEGER,
    -- What was wrong with them, and what someone was told of: sealpost_core::store::Known as JSON.
    known          TEXT,
    -- True if someone is reminded of a new proof every month.
    remind_monthly INTEGER NOT NULL DEFAULT 0,
    -- When the next reminder is due, but never within a month after the last proof. NULL until one was sent or failed.
    remind_at      INTEGER,
    -- Since when that reminder couldn't be sent.
    unsent_since   INTEGER
);
CREATE INDEX proof_proven ON proof (proven_at) WHERE proven_at IS NOT NULL;
