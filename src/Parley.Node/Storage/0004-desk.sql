-- What officers of this node keep among themselves about a matter. A matter is a request by its number, or "draft-17".
-- Officers stand by their account, authorities by their code. Nothing of it is ever sent.

-- Who has a matter: the last row counts; neither officer nor authority: nobody.
CREATE TABLE assigned (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    matter TEXT NOT NULL,
    peer TEXT NOT NULL,
    officer TEXT,
    authority TEXT,
    account TEXT NOT NULL,
    word TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX assigned_matter ON assigned (matter, id);

-- once: what the form bore, so that a form sent twice is one note
CREATE TABLE note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    matter TEXT NOT NULL,
    account TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    edited_at TEXT,
    deleted_at TEXT,
    version INTEGER NOT NULL,
    once TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX note_matter ON note (matter, id);

CREATE TABLE mention (
    note INTEGER NOT NULL,
    account TEXT NOT NULL,
    at TEXT NOT NULL,
    seen_at TEXT,
    PRIMARY KEY (note, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_unseen ON mention (account) WHERE seen_at IS NULL;

-- due_day: as it was given; due_at: the end of that working day, in milliseconds since 1970, UTC
CREATE TABLE task (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    matter TEXT NOT NULL,
    what TEXT NOT NULL,
    officer TEXT,
    authority TEXT,
    due_day TEXT,
    due_at INTEGER,
    account TEXT NOT NULL,
    at TEXT NOT NULL,
    done INTEGER NOT NULL,
    once TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX task_matter ON task (matter, id);
CREATE INDEX task_open ON task (due_at) WHERE done = 0;

CREATE TABLE task_act (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task INTEGER NOT NULL,
    done INTEGER NOT NULL,
    account TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX task_act_task ON task_act (task, id);

-- Which officers want to be told by e-mail that something waits, of what, and at which address. The address counts once
-- a link sent to it was confirmed; of the link only the hash is kept.
CREATE TABLE notice_wish (
    account TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    kinds TEXT NOT NULL,
    language TEXT NOT NULL,
    confirmed_at TEXT,
    secret TEXT,
    secret_until TEXT,
    asked_at TEXT
) STRICT, WITHOUT ROWID;

-- One row for each cause and officer, so that nobody is told twice of one. mail: with which it went; null while it waits
CREATE TABLE notice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    cause TEXT NOT NULL,
    matter TEXT NOT NULL,
    at TEXT NOT NULL,
    mail INTEGER,
    UNIQUE (account, cause)
) STRICT;
CREATE INDEX notice_waiting ON notice (account) WHERE mail IS NULL;

-- Written before a mail is sent and after. outcome: null while it is under way; Taken, Refused or Unknown
CREATE TABLE notice_mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    matters INTEGER NOT NULL,
    begun_at TEXT NOT NULL,
    outcome TEXT,
    said TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX notice_mail_account ON notice_mail (account, id);

-- The authority with whose officers a saved view is shared.
ALTER TABLE saved_view ADD COLUMN shared TEXT;
