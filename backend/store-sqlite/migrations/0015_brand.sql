-- How the agency presents itself to its clients. There is one row, or none before an administrator has set anything.
CREATE TABLE brand (
    id            INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    -- The agency's name. NULL for the one in the settings.
    name          TEXT,
    -- The color, #rrggbb, as it was asked for.
    accent        TEXT,
    contact_name  TEXT,
    contact_email TEXT,
    contact_phone TEXT,
    contact_hours TEXT,
    -- The sender's name in emails. NULL for the agency's name.
    sender        TEXT,
    -- The logo: the kind of image, the file, its SHA-256, and the size in which it is shown, in CSS pixels.
    logo_kind     TEXT,
    logo          BLOB,
    logo_digest   BLOB,
    logo_width    INTEGER,
    logo_height   INTEGER,
    changed_at    INTEGER NOT NULL
);
