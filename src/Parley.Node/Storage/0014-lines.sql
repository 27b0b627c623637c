-- All lines are made anew: a final answer or a refusal before any decision was counted as on time, and a part given before
-- a decision started no clock; and identifiers are compared by other keys.
UPDATE line SET ours = 0, theirs = 0, receipted = 0, erased = 0;
DELETE FROM followed;
