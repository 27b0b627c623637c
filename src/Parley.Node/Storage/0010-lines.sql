-- What the other side said last may be a validation or a rating too. All lines are made anew.
DELETE FROM followed;
