-- Proof that a configured site's own mail arrives: the one-time address that waits for a message, what was found about
-- the last message, and when a message last showed it. It is deleted when the site isn't configured anymore.
CREATE TABLE proof (
    onboarding_id    TEXT COLLATE "C" PRIMARY KEY REFERENCES onboarding (id) ON DELETE CASCADE,
    -- In lower case. NULL if no message is awaited.
    address          TEXT COLLATE "C" UNIQUE,
    since            BIGINT,
    until            BIGINT,
    -- When a message was taken, of which the verdict isn't there yet. No other message is taken.
    arrived_at       BIGINT,
    judged_at        BIGINT,
    -- Since when the judged message's address had waited. NULL if the message was pasted.
    waited_since     BIGINT,
    judged_answer    TEXT,
    -- shared::delivery::Doubt.
    doubt            TEXT,
    -- The last answer that wasn't 'unknown', or else 'unknown'.
    answer           TEXT,
    -- shared::delivery::Delivery and shared::delivery::Advised as JSON, until they are deleted because of their age.
    delivery         TEXT,
    advised          TEXT,
    -- When the last message that showed it arrived.
    proven_at        BIGINT,
    proven_from      TEXT,
    proven_encrypted BOOLEAN
);
CREATE INDEX proof_judged ON proof (judged_at) WHERE delivery IS NOT NULL;
