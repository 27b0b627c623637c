-- What an event is about where that is something prepared about an agreement: its id at this node.
ALTER TABLE event ADD COLUMN prepared INTEGER;
