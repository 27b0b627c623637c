-- What happened, as programs are told of it: made from the record, entry by entry, from the day somebody first asks.
-- instance: tells this file's events from those of another, so that a cursor of one is not taken for one of the other.
CREATE TABLE feed (instance TEXT NOT NULL, since INTEGER NOT NULL) STRICT;

-- How far each ledger of each link was followed, and how far its receipts.
CREATE TABLE feed_ledger (
    peer TEXT NOT NULL,
    by TEXT NOT NULL,
    entries INTEGER NOT NULL,
    receipted INTEGER NOT NULL,
    PRIMARY KEY (peer, by)
) STRICT, WITHOUT ROWID;

-- place: of the entry in its ledger; null where no entry is meant. step: what is owed, where a clock is meant.
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    by TEXT NOT NULL,
    place INTEGER,
    type TEXT,
    step TEXT
) STRICT;

-- Of which clocks it was told that they stand at half or are over.
CREATE TABLE clock_told (
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    step TEXT NOT NULL,
    kind TEXT NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (peer, about, step, kind, due)
) STRICT, WITHOUT ROWID;

-- Where events are told of. secret: sealed. failing: since when nothing was taken; stopped: since when nothing is sent.
CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    kinds TEXT NOT NULL,
    secret TEXT NOT NULL,
    made INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0,
    failing INTEGER,
    stopped INTEGER,
    stopped_by TEXT
) STRICT, WITHOUT ROWID;

-- What is still to be told to whom. event 0 is a test.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook TEXT NOT NULL,
    event INTEGER NOT NULL,
    message TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_due ON outbox (webhook, next, id);

-- What became of each try.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook TEXT NOT NULL,
    event INTEGER NOT NULL,
    message TEXT NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    took INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_of ON delivery (webhook, id);
