-- The accounts of one node, apart from its record: accounts are local.
CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY,
    sign_in_name TEXT NOT NULL,
    sign_in_key TEXT NOT NULL UNIQUE,
    name_en TEXT NOT NULL, name_zh TEXT NOT NULL,
    authority TEXT NOT NULL, authority_en TEXT NOT NULL, authority_zh TEXT NOT NULL,
    title_en TEXT NOT NULL, title_zh TEXT NOT NULL,
    roles TEXT NOT NULL,
    password_hash TEXT,
    security_stamp TEXT NOT NULL,
    failed_sign_ins INTEGER NOT NULL,
    locked_until TEXT,
    closed INTEGER NOT NULL
) STRICT;
