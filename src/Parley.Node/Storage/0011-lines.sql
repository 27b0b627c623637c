-- How long data is held is kept with all that builds on a request: extensions, and the formal request that keeps it.
-- hold_half: when half of its time has run, null once it was extended; hold_told_until: until when its end is told of.
-- request_builds: which requests build on another, also where they stand no longer. All lines are made anew.
ALTER TABLE request_line ADD COLUMN hold_half INTEGER;
ALTER TABLE request_line ADD COLUMN hold_told_until INTEGER;
DROP INDEX request_held;
CREATE INDEX request_held_half ON request_line (hold_half) WHERE hold_half IS NOT NULL;
CREATE INDEX request_held_alarm ON request_line (hold_alarm) WHERE hold_alarm IS NOT NULL;
CREATE INDEX request_held ON request_line (hold_lapses) WHERE hold_lapses IS NOT NULL;
CREATE INDEX request_held_told ON request_line (hold_told_until, hold_alarm, hold_lapses)
    WHERE hold_told_until IS NOT NULL;
CREATE TABLE request_builds (name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (name, id)) STRICT, WITHOUT ROWID;
CREATE INDEX request_builds_id ON request_builds (id);
DELETE FROM followed;
