-- What officers noted about a draft, gave as tasks and said as they handed it over is known by the draft alone: it goes
-- with the draft, whether that is thrown away or what became of it is erased.
CREATE TRIGGER inside_of_draft AFTER DELETE ON draft
BEGIN
    DELETE FROM mention WHERE note IN (SELECT id FROM note WHERE matter = 'draft-' || OLD.id);
    DELETE FROM note WHERE matter = 'draft-' || OLD.id;
    DELETE FROM task_act WHERE task IN (SELECT id FROM task WHERE matter = 'draft-' || OLD.id);
    DELETE FROM task WHERE matter = 'draft-' || OLD.id;
    DELETE FROM notice WHERE matter = 'draft-' || OLD.id;
    DELETE FROM assigned WHERE matter = 'draft-' || OLD.id;
END;

CREATE TRIGGER inside_of_discarded AFTER UPDATE OF deleted ON draft WHEN NEW.deleted = 1
BEGIN
    DELETE FROM mention WHERE note IN (SELECT id FROM note WHERE matter = 'draft-' || OLD.id);
    DELETE FROM note WHERE matter = 'draft-' || OLD.id;
    DELETE FROM task_act WHERE task IN (SELECT id FROM task WHERE matter = 'draft-' || OLD.id);
    DELETE FROM task WHERE matter = 'draft-' || OLD.id;
    DELETE FROM notice WHERE matter = 'draft-' || OLD.id;
    DELETE FROM assigned WHERE matter = 'draft-' || OLD.id;
END;

-- What drafts that are gone left behind until now.
CREATE TEMP TABLE left_behind AS
SELECT matter FROM (
    SELECT matter FROM note UNION SELECT matter FROM task UNION SELECT matter FROM notice UNION SELECT matter FROM assigned
)
WHERE matter GLOB 'draft-*' AND matter NOT IN (SELECT 'draft-' || id FROM draft WHERE deleted = 0);
DELETE FROM mention WHERE note IN (SELECT id FROM note WHERE matter IN (SELECT matter FROM left_behind));
DELETE FROM note WHERE matter IN (SELECT matter FROM left_behind);
DELETE FROM task_act WHERE task IN (SELECT id FROM task WHERE matter IN (SELECT matter FROM left_behind));
DELETE FROM task WHERE matter IN (SELECT matter FROM left_behind);
DELETE FROM notice WHERE matter IN (SELECT matter FROM left_behind);
DELETE FROM assigned WHERE matter IN (SELECT matter FROM left_behind);
DROP TABLE left_behind;

-- When a link that confirms an address was last sent for an account: known also where the address was forgotten since.
CREATE TABLE notice_asked (
    account TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO notice_asked SELECT account, asked_at FROM notice_wish WHERE asked_at IS NOT NULL;
ALTER TABLE notice_wish DROP COLUMN asked_at;
