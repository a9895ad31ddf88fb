-- How clients can reach a person.
ALTER TABLE person ADD COLUMN phone TEXT;
ALTER TABLE person ADD COLUMN shows_email INTEGER NOT NULL DEFAULT 1;

-- Clients' requests for help. A request is open until someone says that they helped.
CREATE TABLE help_request (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    onboarding_id TEXT NOT NULL REFERENCES onboarding (id),
    -- The link that the request came with. The next link's holder doesn't see it.
    locator       TEXT NOT NULL,
    at            INTEGER NOT NULL,
    -- The step that the client's page showed.
    step          TEXT NOT NULL,
    -- sealpost_core::store::Happened as JSON.
    situation     TEXT NOT NULL,
    -- What the client wrote.
    note          TEXT,
    -- shared::wire::Call as JSON.
    call          TEXT,
    -- When the email about it is due, or due again. NULL if it was sent.
    tell_at       INTEGER,
    settled_at    INTEGER,
    -- The name of the person who helped.
    settled_by    TEXT
);
CREATE INDEX help_request_onboarding ON help_request (onboarding_id, id);
CREATE INDEX help_request_open ON help_request (onboarding_id, at) WHERE settled_at IS NULL;
CREATE INDEX help_request_untold ON help_request (tell_at)
    WHERE tell_at IS NOT NULL AND settled_at IS NULL;
CREATE INDEX help_request_settled ON help_request (settled_at)
    WHERE note IS NOT NULL OR call IS NOT NULL;
