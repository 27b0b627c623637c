-- A request counts once it has arrived, and until then its receipt alone is waited for; what starts the clock that counts
-- from the decision, and what needs no validation, is asked of the guidelines. All lines are made anew.
UPDATE line SET ours = 0, theirs = 0, receipted = 0, erased = 0;
DELETE FROM followed;
