-- Days that the other side proposes for a step wait for this side's word: such requests are few and are looked for at
-- every desk. All lines are made anew.
ALTER TABLE request_line ADD COLUMN proposed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX request_proposed ON request_line (id) WHERE proposed = 1;
UPDATE line SET ours = 0, theirs = 0, receipted = 0, erased = 0;
DELETE FROM followed;
