-- What an event is about where that is a draft of this node: about is empty then.
ALTER TABLE event ADD COLUMN draft INTEGER;

-- What stands sent back and was told of: mark tells one time from the next. Gone once it is offered or prepared anew.
CREATE TABLE sent_back_told (matter TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT, WITHOUT ROWID;
