-- Steps that the nation's law asks for before a release: who approved or objected, of which version, by which rule.
-- subject: "draft 7", "prepared 3".
CREATE TABLE step_taken (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    version INTEGER NOT NULL,
    rule TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    approves INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX step_taken_subject ON step_taken (subject, version);

-- What is erased takes the reasons given for it along.
CREATE TRIGGER step_taken_of_draft AFTER DELETE ON draft
BEGIN
    DELETE FROM step_taken WHERE subject = 'draft ' || OLD.id;
END;

CREATE TRIGGER step_taken_of_discarded AFTER UPDATE OF deleted ON draft WHEN NEW.deleted = 1
BEGIN
    DELETE FROM step_taken WHERE subject = 'draft ' || OLD.id;
END;

CREATE TRIGGER step_taken_of_prepared AFTER DELETE ON prepared
BEGIN
    DELETE FROM step_taken WHERE subject = 'prepared ' || OLD.id;
END;
