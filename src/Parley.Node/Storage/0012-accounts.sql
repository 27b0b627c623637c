-- How much of a party's statements is taken, where an operator set it: bytes in one day, and in all.
CREATE TABLE statement_quota (
    peer TEXT PRIMARY KEY,
    most_a_day INTEGER NOT NULL,
    most_held INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
