-- What leaves, and what was prepared about it, is looked up by the request. prepared.done: 1 it left, 2 taken back.
CREATE INDEX draft_released ON draft (released) WHERE released IS NOT NULL;
CREATE INDEX prepared_about ON prepared (about);
