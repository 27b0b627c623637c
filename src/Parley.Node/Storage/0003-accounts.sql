-- Who did what to whom at this node, and from where. Lines are added, never changed or taken away.
CREATE TABLE security_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    whom TEXT NOT NULL,
    more TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT;

CREATE TRIGGER security_event_stays BEFORE UPDATE ON security_event
BEGIN SELECT RAISE(ABORT, 'a security event is never changed'); END;

CREATE TRIGGER security_event_remains BEFORE DELETE ON security_event
BEGIN SELECT RAISE(ABORT, 'a security event is never taken away'); END;
