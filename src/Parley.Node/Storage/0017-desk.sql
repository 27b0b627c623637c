-- What is said of a file before its first byte, so that no two grow into one. begins: SHA-256 of its first 8 MiB; sha256:
-- of all of it; proved: 1 once what came was found to begin so. draft: the draft it is for, with which it goes.
-- whole: the file, by the hash of what is sealed, once it is noted where it belongs; its key is there and nowhere else.
DELETE FROM upload WHERE whole IS NOT NULL;
ALTER TABLE upload DROP COLUMN whole;
ALTER TABLE upload ADD COLUMN whole TEXT;
ALTER TABLE upload ADD COLUMN begins TEXT;
ALTER TABLE upload ADD COLUMN sha256 TEXT;
ALTER TABLE upload ADD COLUMN proved INTEGER NOT NULL DEFAULT 0;
ALTER TABLE upload ADD COLUMN draft INTEGER;
UPDATE upload SET draft = CAST(substr(place, 7) AS INTEGER) WHERE place LIKE 'draft %';
DELETE FROM upload
WHERE draft IS NOT NULL AND draft NOT IN (SELECT id FROM draft WHERE deleted = 0 AND released IS NULL);

-- What is being brought for a draft goes when the draft is thrown away, leaves, or is erased.
CREATE TRIGGER upload_of_draft AFTER DELETE ON draft
BEGIN
    DELETE FROM upload WHERE draft = OLD.id;
END;

CREATE TRIGGER upload_of_ended AFTER UPDATE OF deleted, released ON draft
WHEN NEW.deleted = 1 OR NEW.released IS NOT NULL
BEGIN
    DELETE FROM upload WHERE draft = OLD.id;
END;
