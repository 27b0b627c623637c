-- Files sealed at the node for what will be said about a request, and named by no statement yet.
CREATE TABLE ready_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    sealed TEXT NOT NULL,
    file BLOB NOT NULL,
    account TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (about, sealed)
) STRICT;
