-- What one officer prepared about an agreement and another is to release. about: null of a first version, which has no
-- number before it leaves. state: 0 it waits, 1 it left, 2 taken back, 3 sent back to who prepared it, with reason and
-- sent_by. once: what the form bore, so that a form sent twice is prepared once and leaves once.
CREATE TABLE prepared_agreement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    peer TEXT NOT NULL,
    about TEXT,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    body BLOB NOT NULL,
    once TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    sent_by TEXT
) STRICT;

CREATE INDEX prepared_agreement_about ON prepared_agreement (about);
