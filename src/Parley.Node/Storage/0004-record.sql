-- The parcels that entries with effect name: a view, made anew by `parley rebuild`.
-- side: who sent it; standing: named, received, refused.
CREATE TABLE parcel (
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    side INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    size INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    PRIMARY KEY (peer, about, side, sealed)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_sealed ON parcel (peer, side, sealed);
CREATE INDEX parcel_standing ON parcel (peer, side, standing, size);
