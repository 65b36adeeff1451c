-- up
ALTER TABLE notes
    ADD CONSTRAINT notes_event_id_event_at_fkey FOREIGN KEY (event_id, event_at) REFERENCES events(id, at) ON DELETE CASCADE NOT VALID;
-- later
-- may-fail: rows of notes may reference no row of events
ALTER TABLE notes VALIDATE CONSTRAINT notes_event_id_event_at_fkey;

-- down
ALTER TABLE notes DROP CONSTRAINT notes_event_id_event_at_fkey;
