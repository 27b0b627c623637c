-- What was sent back about an agreement. returned_at: since when it is its author's again; of those before this script,
-- when it was prepared. anew: with whom and under which key that is stated which goes on with it at once, so that a
-- node that stopped in between knows that this one is done with.
ALTER TABLE prepared_agreement ADD COLUMN returned_at TEXT;
ALTER TABLE prepared_agreement ADD COLUMN anew TEXT;
UPDATE prepared_agreement SET returned_at = at WHERE state = 3;

-- What was taken back, or erased by the rule for drafts, leaves nothing of what was said about it.
UPDATE prepared_agreement SET reason = NULL, sent_by = NULL WHERE state IN (1, 2);
DELETE FROM step_taken WHERE subject IN (SELECT 'agreement ' || id FROM prepared_agreement WHERE state = 2);
CREATE TRIGGER step_taken_of_prepared_agreement AFTER UPDATE OF state ON prepared_agreement WHEN NEW.state = 2
BEGIN
    DELETE FROM step_taken WHERE subject = 'agreement ' || OLD.id;
END;
