-- What is counted of a request has more: what the requester owed. All lines are made anew.
DELETE FROM followed;
