-- What was stated under a key, so that no act of an officer is stated twice. Local: nothing of it is in the record.
CREATE TABLE stated_once (
    peer TEXT NOT NULL,
    key TEXT NOT NULL,
    about TEXT NOT NULL,
    idx INTEGER NOT NULL,
    PRIMARY KEY (peer, key)
) STRICT, WITHOUT ROWID;
