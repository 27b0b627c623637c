-- since: from when on what the other side says is told. Each of its words is a cause of its own now, no longer each
-- stage of a request. What was told by stages is not told anew by words: an officer is told of what comes from now on
-- or, where something waits to be told, of what came since the last mail.
ALTER TABLE notice_wish ADD COLUMN since TEXT;
UPDATE notice_wish SET since = iif(
    EXISTS (
        SELECT 1 FROM notice n WHERE n.account = notice_wish.account AND n.mail IS NULL AND n.cause LIKE 'arrived %'
    ),
    coalesce(
        (
            SELECT max(m.begun_at) FROM notice_mail m
            WHERE m.account = notice_wish.account AND m.outcome IS NOT 'Refused'
        ),
        confirmed_at
    ),
    NULL
);
UPDATE notice_wish SET since = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE since IS NULL;
DELETE FROM notice WHERE cause LIKE 'arrived %';
