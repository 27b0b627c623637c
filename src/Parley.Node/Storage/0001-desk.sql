-- What a desk keeps to itself: drafts, and decisions that wait for their release. Nothing of it is ever sent.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    peer TEXT NOT NULL,
    version INTEGER NOT NULL,
    text BLOB NOT NULL,
    changed_at TEXT NOT NULL,
    once TEXT NOT NULL UNIQUE,
    offered_by TEXT,
    sent_back TEXT,
    released TEXT,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE draft_author (
    draft INTEGER NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (draft, account)
) STRICT;

CREATE TABLE draft_version (
    draft INTEGER NOT NULL,
    version INTEGER NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (draft, version)
) STRICT;

-- once: what the form bore under which it was prepared, so that a form sent twice is prepared once and leaves once
CREATE TABLE prepared (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    about TEXT NOT NULL,
    peer TEXT NOT NULL,
    move TEXT NOT NULL,
    type TEXT NOT NULL,
    body BLOB NOT NULL,
    once TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0
) STRICT;
