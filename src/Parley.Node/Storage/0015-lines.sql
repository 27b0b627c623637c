-- What builds on a request for preservation counts by the guidelines that it lives under itself: until when data is
-- held may be another day. All lines are made anew.
UPDATE line SET ours = 0, theirs = 0, receipted = 0, erased = 0;
DELETE FROM followed;
