-- When the site was configured and when its sealed file will be deleted. Those that were configured before this
-- migration get their date from the first run of the retention job, so that technicians are warned first.
ALTER TABLE onboarding ADD COLUMN configured_at INTEGER;
ALTER TABLE onboarding ADD COLUMN delete_at INTEGER;
-- When the technicians were warned of it.
ALTER TABLE onboarding ADD COLUMN warned_at INTEGER;
-- For how many days after that the client was told that the sealed file is kept.
ALTER TABLE onboarding ADD COLUMN keep_days INTEGER NOT NULL DEFAULT 7;
CREATE INDEX onboarding_deleting ON onboarding (delete_at) WHERE status = 'configured';

-- What is left of a sealed file: that it was here, and when and why it was deleted. It references nothing, since it
-- outlives all of it, and names nobody.
CREATE TABLE deletion (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    onboarding_id TEXT NOT NULL,
    locator       TEXT NOT NULL,
    -- The set that it was sealed to.
    recipients    INTEGER NOT NULL,
    submitted_at  INTEGER NOT NULL,
    collected_at  INTEGER,
    at            INTEGER NOT NULL,
    rule          TEXT NOT NULL,
    -- SHA-256 of the file that was deleted, and of the one that the client had sent.
    digest        BLOB NOT NULL,
    sent_digest   BLOB NOT NULL,
    -- When the client was told by mail.
    told_at       INTEGER
);
CREATE INDEX deletion_locator ON deletion (locator, id);
CREATE INDEX deletion_onboarding ON deletion (onboarding_id, id);
CREATE INDEX deletion_untold ON deletion (at) WHERE told_at IS NULL;

-- How long things are kept, where an administrator has set it.
CREATE TABLE retention (
    kind TEXT PRIMARY KEY NOT NULL,
    days INTEGER NOT NULL
);

-- What is deleted by its age.
CREATE INDEX check_run_at ON check_run (at);
CREATE INDEX report_at ON report (at);
CREATE INDEX activity_at ON activity (at);
CREATE INDEX onboarding_closed ON onboarding (changed_at)
    WHERE status IN ('cleared', 'revoked', 'expired', 'withdrawn');
