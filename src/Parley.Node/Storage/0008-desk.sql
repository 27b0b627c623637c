-- Who opened what came in an emergency that was then not validated, and why.
CREATE TABLE use_opened (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX use_opened_about ON use_opened (about);
