CREATE TABLE notes (id serial PRIMARY KEY, event_id bigint, event_at date);
