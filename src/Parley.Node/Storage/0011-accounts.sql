-- Sessions that were signed out: a copy of their cookie is worth nothing, also after a restart.
CREATE TABLE session_ended (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
