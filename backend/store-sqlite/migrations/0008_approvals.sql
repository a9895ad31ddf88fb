-- The technicians whom a person has accepted, for their other devices: sealed to their own key and authenticated with it,
-- so that nothing here can be read or made up.
CREATE TABLE approval (
    person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
    sealed    BLOB NOT NULL,
    kept_at   INTEGER NOT NULL
);
