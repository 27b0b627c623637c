-- Lines follow also what was erased: how many erased requests are followed, and how many were when a line was made.
-- arrived: of an erased request, by which its measure is found; it has no request_line.
ALTER TABLE followed ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE line ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE line ADD COLUMN arrived INTEGER;
