-- Who wrote in a draft of a move stays known when its text is gone: none of them releases what became of it.
ALTER TABLE move_draft ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
