-- Lines that follow the record (docs/decisions/0011-lines-follow-the-record.md): what lists, the review and searches
-- need of each subject. The file may be deleted at any time; the node makes it anew. Times are milliseconds since 1970
-- in UTC, those by which figures are computed ticks of 100 ns since the year 1.
CREATE TABLE followed (
    peer TEXT PRIMARY KEY,
    ours INTEGER NOT NULL,
    theirs INTEGER NOT NULL,
    receipted INTEGER NOT NULL,
    mark TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ours, theirs, receipted: how far the record reached when the line was made
CREATE TABLE line (
    id INTEGER PRIMARY KEY,
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    mechanism TEXT NOT NULL,
    ours INTEGER NOT NULL,
    theirs INTEGER NOT NULL,
    receipted INTEGER NOT NULL,
    words_hash TEXT NOT NULL,
    UNIQUE (peer, about)
) STRICT;

-- By what requests are told apart in lists and figures; few.
CREATE TABLE grouping (
    id INTEGER PRIMARY KEY,
    asking TEXT NOT NULL,
    asked TEXT NOT NULL,
    kind TEXT NOT NULL,
    urgency TEXT NOT NULL,
    area TEXT NOT NULL,
    UNIQUE (asking, asked, kind, urgency, area)
) STRICT;

-- way: 0 this party is asked, 1 it asks. turn: 0 nobody's, 1 this party's, 2 the other's.
-- due_at: of what the asked party owes next; own_due_at: of what this party owes next; 9007199254740991 where nothing
-- is owed. half_at: from when half of this party's time has run. The hold is that of the request alone; others may
-- extend it.
CREATE TABLE request_line (
    id INTEGER PRIMARY KEY,
    grouping INTEGER NOT NULL,
    exercise TEXT,
    way INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    heard_at INTEGER,
    due_at INTEGER NOT NULL,
    own_due_at INTEGER NOT NULL,
    half_at INTEGER,
    hold_alarm INTEGER,
    hold_lapses INTEGER,
    arrived INTEGER
) STRICT;
CREATE INDEX request_made ON request_line (made_at, grouping, way, stage, turn, closed, due_at);
CREATE INDEX request_changed ON request_line (changed_at, grouping, way, stage, turn, closed, due_at);
CREATE INDEX request_open ON request_line (due_at, made_at DESC, grouping, way, stage, turn) WHERE closed = 0;
CREATE INDEX request_ours ON request_line (own_due_at, turn, stage, half_at)
    WHERE turn = 1 OR own_due_at < 9007199254740991;
CREATE INDEX request_heard ON request_line (heard_at) WHERE heard_at IS NOT NULL;
CREATE INDEX request_held ON request_line (hold_lapses, hold_alarm) WHERE hold_lapses IS NOT NULL;

-- Which requests name another, and what identifiers they are about.
CREATE TABLE request_names (name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (name, id)) STRICT, WITHOUT ROWID;
CREATE INDEX request_names_id ON request_names (id);
CREATE TABLE request_identifier (
    value TEXT NOT NULL,
    type TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (value, type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_identifier_id ON request_identifier (id);

-- What the review counts: how each request stands now, in order of arrival, and how it stood before.
CREATE TABLE measure (
    peer TEXT NOT NULL,
    arrived INTEGER NOT NULL,
    id INTEGER NOT NULL,
    grouping INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    phase BLOB NOT NULL,
    grounds TEXT,
    PRIMARY KEY (peer, arrived, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE measure_before (
    id INTEGER NOT NULL,
    since INTEGER NOT NULL,
    phase BLOB NOT NULL,
    grounds TEXT,
    PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;

-- Words are cut before they come here: letters and digits as they stand, Chinese by pairs.
CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
