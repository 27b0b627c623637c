-- A view holds no state any more: that is folded from the entries when it is read.
-- revision: another at each change, so that what was folded once may be held.
CREATE TABLE view (
    peer TEXT NOT NULL,
    id TEXT NOT NULL,
    mechanism TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (peer, id)
) STRICT, WITHOUT ROWID;
INSERT INTO view SELECT peer, id, mechanism, changed_at, 1 FROM subject;
DROP TABLE subject;
ALTER TABLE view RENAME TO subject;
CREATE INDEX subject_mechanism ON subject (peer, mechanism, id);
