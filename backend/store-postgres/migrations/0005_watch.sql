-- What is watched about a site whose mail was shown to arrive. It is deleted when the site isn't configured anymore.
CREATE TABLE watch (
    onboarding_id  TEXT COLLATE "C" PRIMARY KEY REFERENCES onboarding (id) ON DELETE CASCADE,
    -- Who last asked for a proof.
    asked_by       TEXT COLLATE "C" REFERENCES person (id),
    -- When the DNS records are looked at next. While a server looks at them: when another one may.
    look_at        BIGINT,
    -- What was wrong with them, and what someone was told of: a list of sealpost_core::store::Known as JSON.
    known          TEXT,
    -- True if someone wants to be reminded of a new proof every month.
    remind_monthly BOOLEAN NOT NULL DEFAULT FALSE,
    -- The date of the last proof that someone was reminded of.
    reminded_of    BIGINT,
    -- When a reminder is due again, if the last one couldn't be sent.
    remind_at      BIGINT
);
CREATE INDEX proof_proven ON proof (proven_at) WHERE proven_at IS NOT NULL;
