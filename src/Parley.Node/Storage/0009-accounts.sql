-- Matters that are kept longer than the rule book says, each with a reason, until that is lifted.
CREATE TABLE keeping_hold (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    about TEXT NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    lifted_by TEXT,
    lifted_why TEXT,
    lifted_at TEXT
) STRICT;

CREATE UNIQUE INDEX keeping_hold_open ON keeping_hold (about) WHERE lifted_at IS NULL;
