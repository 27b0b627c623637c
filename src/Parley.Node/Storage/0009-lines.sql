-- Requests in consultation (stage 12) are few and are looked for at every desk. All lines are made anew, since what was
-- acknowledged before may be in consultation now.
CREATE INDEX request_consulted ON request_line (way, id) WHERE stage = 12;
DELETE FROM followed;
