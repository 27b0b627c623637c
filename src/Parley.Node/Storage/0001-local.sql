-- The node's own ledger: who read what, and what was done to accounts. A line's hash stays for ever; its bytes and the
-- columns to search by go when the time of keeping is over.
CREATE TABLE line (
    idx INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    subject TEXT NOT NULL,
    bytes BLOB
) STRICT;

CREATE INDEX line_who ON line (who, idx);
CREATE INDEX line_subject ON line (subject, idx);
CREATE INDEX line_at ON line (at);

CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;

CREATE TABLE standing (one INTEGER PRIMARY KEY CHECK (one = 1), edge BLOB NOT NULL, events INTEGER NOT NULL) STRICT;

CREATE TRIGGER line_stays BEFORE UPDATE ON line
WHEN new.idx <> old.idx OR new.hash <> old.hash OR new.bytes IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a line of the local ledger is only ever erased'); END;

CREATE TRIGGER line_remains BEFORE DELETE ON line
BEGIN SELECT RAISE(ABORT, 'a line of the local ledger is never taken out'); END;
