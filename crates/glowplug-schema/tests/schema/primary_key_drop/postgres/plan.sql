-- up
ALTER TABLE events DROP CONSTRAINT events_pkey;

-- down
-- may-fail: rows of events may have the same id
-- long-lock: all rows are looked at
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (id);
