CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id serial PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok', moods mood[] DEFAULT '{ok}');
CREATE INDEX t_mood_idx ON t (mood);
