-- Second steps of sign-in. Keys of authenticators are sealed; of recovery codes only the hash is kept.
CREATE TABLE authenticator (
    account TEXT PRIMARY KEY REFERENCES account (id),
    key TEXT NOT NULL,
    since TEXT
) STRICT;

CREATE TABLE recovery_code (
    account TEXT NOT NULL REFERENCES account (id),
    hash TEXT NOT NULL,
    used TEXT,
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- A code is taken once, also while it would still be good.
CREATE TABLE code_taken (
    account TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE code_try (
    account TEXT PRIMARY KEY,
    tries INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE passkey (
    id BLOB PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    transports TEXT NOT NULL,
    backup_eligible INTEGER NOT NULL,
    backed_up INTEGER NOT NULL,
    attestation BLOB NOT NULL,
    client BLOB NOT NULL,
    made TEXT NOT NULL,
    used TEXT
) STRICT;

CREATE INDEX passkey_account ON passkey (account);

CREATE INDEX security_event_who ON security_event (who);
CREATE INDEX security_event_whom ON security_event (whom);
