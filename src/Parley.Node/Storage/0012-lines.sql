-- Identifiers are kept with the time they are asked about, in milliseconds since 1970, one row for each range; from
-- -9007199254740991 to 9007199254740991 where a request has none. reach: how long that is, shorter than 2 to this many
-- hours; 40: any time. So those that overlap are found among very many. All lines are made anew.
DROP TABLE request_identifier;
CREATE TABLE request_identifier (
    value TEXT NOT NULL,
    type TEXT NOT NULL,
    peer TEXT NOT NULL,
    id INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    reach INTEGER NOT NULL,
    PRIMARY KEY (value, type, peer, id, since, until)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_identifier_id ON request_identifier (id);
CREATE INDEX request_identifier_time ON request_identifier (value, type, peer, reach, since, until);
DELETE FROM followed;
