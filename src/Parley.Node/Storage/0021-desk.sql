-- A decision that was sent back, or taken back by its author, to be changed: what a program half wrote in the words of
-- the record is none. What lies there from before cannot be told apart any more, and its authors stay kept from
-- releasing what is made of it.
ALTER TABLE move_draft ADD COLUMN came_back INTEGER NOT NULL DEFAULT 0;
UPDATE move_draft SET came_back = 1 WHERE gone = 0 AND type IS NOT NULL;
