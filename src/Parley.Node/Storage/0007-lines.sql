-- Days of steps of joint work are clocks. their_due_at: of what the other side owes next. rest_at: from when nothing
-- more can be said, so that nothing is overdue any more; 9007199254740991 where there is no such time. their_clocks are
-- those of every request. All lines are made anew.
ALTER TABLE request_line ADD COLUMN their_due_at INTEGER NOT NULL DEFAULT 9007199254740991;
ALTER TABLE request_line ADD COLUMN rest_at INTEGER NOT NULL DEFAULT 9007199254740991;
CREATE INDEX request_late_here ON request_line (own_due_at, rest_at) WHERE own_due_at < 9007199254740991;
CREATE INDEX request_late_there ON request_line (their_due_at, rest_at) WHERE their_due_at < 9007199254740991;
CREATE INDEX request_late ON request_line (min(own_due_at, their_due_at), rest_at)
    WHERE min(own_due_at, their_due_at) < 9007199254740991;
DELETE FROM followed;
