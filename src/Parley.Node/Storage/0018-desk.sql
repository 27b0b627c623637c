-- How often the request had been corrected as the author of a half-written or prepared correction saw it; null: not told,
-- as of those before this script. draft: the version of the half-written step that was handed in, which is once.
ALTER TABLE move_draft ADD COLUMN corrected INTEGER;
ALTER TABLE prepared ADD COLUMN corrected INTEGER;
ALTER TABLE prepared ADD COLUMN draft TEXT;
CREATE UNIQUE INDEX prepared_draft ON prepared (draft);
