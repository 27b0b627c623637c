-- Moves half written, and decisions that came back to be changed. fields: what the form held; where nothing was filled
-- in, type and body say what was prepared. authors: the accounts that wrote in it. reason, sent_by: why it came back,
-- and by whom.
CREATE TABLE move_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    move TEXT NOT NULL,
    fields TEXT NOT NULL,
    type TEXT,
    body BLOB,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    authors TEXT NOT NULL,
    reason TEXT,
    sent_by TEXT,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX move_draft_about ON move_draft (about);

-- A decision that waits keeps the form it was made from, and who wrote in it: none of them releases it.
ALTER TABLE prepared ADD COLUMN fields TEXT NOT NULL DEFAULT '';
ALTER TABLE prepared ADD COLUMN authors TEXT NOT NULL DEFAULT '';
UPDATE prepared SET authors = account;
