-- The authorities of this nation whose officers work here; what each is competent for decides what they may do.
CREATE TABLE authority (
    code TEXT PRIMARY KEY,
    name_en TEXT NOT NULL, name_zh TEXT NOT NULL,
    competences TEXT NOT NULL,
    closed INTEGER NOT NULL
) STRICT;

INSERT INTO authority (code, name_en, name_zh, competences, closed)
    SELECT authority, authority_en, authority_zh, '', 0 FROM account
    WHERE rowid IN (SELECT min(rowid) FROM account GROUP BY authority);

ALTER TABLE account DROP COLUMN authority_en;
ALTER TABLE account DROP COLUMN authority_zh;
