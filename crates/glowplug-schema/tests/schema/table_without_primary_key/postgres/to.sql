CREATE TABLE logs (line text, at timestamptz DEFAULT now(), level integer);
CREATE INDEX logs_at_idx ON logs (at);
