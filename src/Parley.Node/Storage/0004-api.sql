-- What a webhook tells: which system it is. Empty for those of before: they go by the host of their address.
ALTER TABLE webhook ADD COLUMN name TEXT NOT NULL DEFAULT '';
