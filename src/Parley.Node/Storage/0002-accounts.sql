-- A sign-in writes nothing into an account: wrong tries are counted apart, by name and address.
ALTER TABLE account DROP COLUMN failed_sign_ins;
ALTER TABLE account DROP COLUMN locked_until;

CREATE TABLE sign_in_try (
    sign_in_key TEXT NOT NULL,
    address TEXT NOT NULL,
    tries INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (sign_in_key, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_try_last ON sign_in_try (last);
