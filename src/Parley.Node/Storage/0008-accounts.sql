-- The nation's rule books: each as it was put forward, and when it came into force. The newest in force holds.
CREATE TABLE rule_book (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text BLOB NOT NULL,
    hash TEXT NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE rule_book_in_force (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    book INTEGER NOT NULL REFERENCES rule_book (id),
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
