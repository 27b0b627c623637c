-- Views of the list of requests that an officer saved under a name: the query of the list's address.
CREATE TABLE saved_view (
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (account, name)
) STRICT;
