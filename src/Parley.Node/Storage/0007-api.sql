-- Which decision came back, where an event tells of one: its id among the half-written steps. By its codes the law says
-- who is told.
ALTER TABLE event ADD COLUMN half_written INTEGER;
