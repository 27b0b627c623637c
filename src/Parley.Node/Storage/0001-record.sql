-- The joint record. Statements are kept as bytes, exactly as written; everything in `subject` and `without_effect`
-- is a view that `parley rebuild` makes anew.
-- The number of a ledger follows from the peer's code and the side, see SqliteReading.First.
-- id = ledger's number << 40 | index: one ledger's statements lie together, in order.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    about TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX statement_about ON statement (about, id);

-- id = ledger's number << 40 | size
CREATE TABLE receipt (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    checkpoint TEXT NOT NULL,
    line TEXT NOT NULL
) STRICT;

CREATE TABLE subject (
    peer TEXT NOT NULL,
    id TEXT NOT NULL,
    mechanism TEXT NOT NULL,
    state BLOB NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (peer, id)
) STRICT;
CREATE INDEX subject_mechanism ON subject (peer, mechanism, id);
CREATE INDEX subject_id ON subject (id);

CREATE TABLE without_effect (
    peer TEXT NOT NULL,
    side INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    about TEXT NOT NULL,
    type TEXT NOT NULL,
    code TEXT NOT NULL,
    en TEXT NOT NULL,
    zh TEXT NOT NULL,
    PRIMARY KEY (peer, side, idx)
) STRICT;
CREATE INDEX without_effect_about ON without_effect (peer, about);

CREATE TABLE divergence (
    peer TEXT PRIMARY KEY,
    evidence TEXT NOT NULL
) STRICT;
