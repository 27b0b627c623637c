-- Tells an event from another that bears its number: one that came anew after this file was restored from an older
-- copy. Empty for those of before.
ALTER TABLE event ADD COLUMN mark TEXT NOT NULL DEFAULT '';
