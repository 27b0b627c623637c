-- By what a rule book tells requests apart, each code between spaces: " k:information h:H3 ". All lines are made anew.
ALTER TABLE request_line ADD COLUMN marks TEXT NOT NULL DEFAULT '';
DELETE FROM followed;
