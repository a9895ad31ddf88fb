-- A key that was offered and is not proven yet: at most one for each person.
CREATE TABLE key_challenge (
    person_id   TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
    public_key  TEXT NOT NULL,
    -- SHA-256 of the answer.
    answer_hash BLOB NOT NULL,
    expires_at  INTEGER NOT NULL
);

-- Where a technician has sealed a submission anew: to which set, who, when, and SHA-256 of what the client had sent.
ALTER TABLE submission ADD COLUMN recipients INTEGER REFERENCES recipient_set (version);
ALTER TABLE submission ADD COLUMN resealed_by TEXT;
ALTER TABLE submission ADD COLUMN resealed_at INTEGER;
ALTER TABLE submission ADD COLUMN sent_digest BLOB;
