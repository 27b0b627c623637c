-- Files that officers and programs bring in stretches, for as long as they are not whole. What has come lies sealed in
-- the folder uploads under id; seal is its key. place: "draft 7 files", or the number of a request. upto: bytes of the
-- file that are here; stored: bytes of their blocks. modified: when the file was last changed, as the browser says it.
-- whole: the file as it is named, once all of it came; the blocks and their key are gone then.
CREATE TABLE upload (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    peer TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER,
    seal BLOB NOT NULL,
    upto INTEGER NOT NULL DEFAULT 0,
    stored INTEGER NOT NULL DEFAULT 0,
    whole BLOB,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX upload_account ON upload (account, place);
