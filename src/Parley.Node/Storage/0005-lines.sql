-- What few requests have in common, a stage of one kind for instance, is found without walking through all the others.
CREATE INDEX request_group ON request_line (grouping, stage, made_at, way, turn, closed, due_at);
