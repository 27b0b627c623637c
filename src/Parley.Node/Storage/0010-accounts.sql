-- How much is taken of a linked party, where an operator set it otherwise than node.json says for all, in bytes.
CREATE TABLE quota (
    peer TEXT PRIMARY KEY,
    most_bytes INTEGER NOT NULL,
    most_held INTEGER NOT NULL
) STRICT;
