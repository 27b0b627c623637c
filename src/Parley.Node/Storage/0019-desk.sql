-- What officers found of two requests that ask about the same thing: the same matter (same 1) or another (0). one stands
-- before other in the order of their numbers. Nothing of it is ever sent.
CREATE TABLE compared (
    peer TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    same INTEGER NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (peer, one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX compared_other ON compared (peer, other);
