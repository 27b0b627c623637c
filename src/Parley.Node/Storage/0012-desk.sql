-- A step that one officer says alone is said once from its draft, also where the node stops before the draft is gone:
-- what the draft bears is in the key under which it is said.
ALTER TABLE move_draft ADD COLUMN once TEXT NOT NULL DEFAULT '';
UPDATE move_draft SET once = lower(hex(randomblob(16)));
