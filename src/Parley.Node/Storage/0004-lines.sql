-- Searches look also in validations, limits of use and transfers. own_clocks: each clock that runs against this party,
-- "Full:half:due" and so on; half_at is the first half among them. All lines are made anew.
ALTER TABLE request_line ADD COLUMN own_clocks TEXT NOT NULL DEFAULT '';
DELETE FROM followed;
