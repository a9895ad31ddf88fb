-- Browsers on which somebody has signed in whole, with password and code. Strangers who use up an account's tries do not
-- use up those of its owner's browser. SHA-256 of 256 random bits in a cookie; one browser can be known to several people.
CREATE TABLE known_device (
    device_hash BLOB NOT NULL,
    person_id   TEXT NOT NULL REFERENCES person (id),
    seen_at     INTEGER NOT NULL,
    PRIMARY KEY (device_hash, person_id)
) WITHOUT ROWID;
CREATE INDEX known_device_person ON known_device (person_id, seen_at);
