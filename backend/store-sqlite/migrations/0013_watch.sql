-- What is watched about a site whose mail was shown to arrive. It is deleted when the site isn't configured anymore.
CREATE TABLE watch (
    onboarding_id  TEXT PRIMARY KEY NOT NULL REFERENCES onboarding (id) ON DELETE CASCADE,
    -- Who last asked for a proof.
    asked_by       TEXT REFERENCES person (id),
    -- When the DNS records are looked at next. While a server looks at them: when another one may.
    look_at        INTEGER,
    -- What was wrong with them, and what someone was told of: a list of sealpost_core::store::Known as JSON.
    known          TEXT,
    -- True if someone wants to be reminded of a new proof every month.
    remind_monthly INTEGER NOT NULL DEFAULT 0,
    -- The date of the last proof that someone was reminded of.
    reminded_of    INTEGER,
    -- When a reminder is due again, if the last one couldn't be sent.
    remind_at      INTEGER
);
CREATE INDEX proof_proven ON proof (proven_at) WHERE proven_at IS NOT NULL;
