-- What programs asked under a key of theirs, and what became of it: so that asking again is answered again and does
-- nothing. An answer may tell of a file and its key: it is kept for 72 hours, and goes with the request it tells of.
-- print: hash of what was asked; bytes: hash of a file sent.
CREATE TABLE call (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    print TEXT NOT NULL,
    begun INTEGER NOT NULL,
    status INTEGER,
    type TEXT,
    location TEXT,
    etag TEXT,
    body BLOB,
    bytes TEXT,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_begun ON call (begun);
