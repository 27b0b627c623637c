-- Who an officer is to the nation's own sign-in provider: its name for the person never changes, other names may.
CREATE TABLE outside_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account (id),
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX outside_identity_account ON outside_identity (issuer, account);

-- Tokens by which programs act for an officer; of the secret only the hash is kept.
CREATE TABLE api_token (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    scopes TEXT NOT NULL,
    hash TEXT NOT NULL,
    made TEXT NOT NULL,
    until TEXT NOT NULL,
    used TEXT,
    revoked TEXT
) STRICT;

CREATE INDEX api_token_account ON api_token (account);
