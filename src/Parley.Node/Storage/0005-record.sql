-- What is left of requests whose words were erased here. It is no view: it does not follow from the record any more.
-- state: the hash of its last state; made: the place of the statement that made it, in its opener's ledger; settled: 0
-- while something of it may lie beside the record.
CREATE TABLE erased (
    peer TEXT NOT NULL,
    about TEXT NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    rule TEXT NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    made INTEGER NOT NULL,
    measures BLOB,
    files BLOB NOT NULL,
    settled INTEGER NOT NULL,
    PRIMARY KEY (peer, about)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX erased_number ON erased (peer, number);
CREATE INDEX erased_unsettled ON erased (peer, number) WHERE settled = 0;
