-- What one officer wants to change of another's rights, until a second has confirmed it or not.
CREATE TABLE wanted_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    more TEXT NOT NULL,
    wanted_by TEXT NOT NULL REFERENCES account (id),
    at TEXT NOT NULL,
    decided_by TEXT REFERENCES account (id),
    decided_at TEXT,
    confirmed INTEGER
) STRICT;

CREATE INDEX wanted_change_open ON wanted_change (at) WHERE decided_at IS NULL;

-- Links by which an officer sets a password; of a link only the hash is kept.
CREATE TABLE invitation (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    until TEXT NOT NULL,
    used TEXT
) STRICT, WITHOUT ROWID;
