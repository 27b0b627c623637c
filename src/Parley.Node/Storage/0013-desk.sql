-- What a half-written step held at its earlier versions, so that what two officers fill in at the same time can be
-- brought together. It goes with what the step says.
CREATE TABLE move_draft_before (
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER move_draft_gone AFTER UPDATE OF gone ON move_draft WHEN new.gone = 1
BEGIN
    DELETE FROM move_draft_before WHERE id = new.id;
END;

CREATE TRIGGER move_draft_erased AFTER DELETE ON move_draft
BEGIN
    DELETE FROM move_draft_before WHERE id = old.id;
END;
