-- their_clocks: of a request of this party's, each clock that runs against the other side, "Full:due" and so on.
-- word: the last thing the other side said that officers are told of, while this party said nothing since, and when it
-- was said: "request.made 1790000000000"; word_came: when it arrived. All lines are made anew.
ALTER TABLE request_line ADD COLUMN their_clocks TEXT NOT NULL DEFAULT '';
ALTER TABLE request_line ADD COLUMN word TEXT;
ALTER TABLE request_line ADD COLUMN word_came INTEGER;
CREATE INDEX request_word ON request_line (word_came) WHERE word_came IS NOT NULL;
DELETE FROM followed;
