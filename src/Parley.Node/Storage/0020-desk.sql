-- Each finding has a number of its own, never given again: who takes one back names the one they saw.
CREATE TABLE compared_numbered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    peer TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    same INTEGER NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (peer, one, other)
) STRICT;
INSERT INTO compared_numbered (peer, one, other, same, name, at)
SELECT peer, one, other, same, name, at FROM compared ORDER BY at;
DROP TABLE compared;
ALTER TABLE compared_numbered RENAME TO compared;
CREATE INDEX compared_other ON compared (peer, other);
