CREATE TABLE events (id int NOT NULL, number int NOT NULL, other int NOT NULL);
CREATE UNIQUE INDEX events_number_idx ON events (number);
ALTER TABLE events REPLICA IDENTITY USING INDEX events_number_idx;
CREATE TABLE logs (id int NOT NULL, number int, code int NOT NULL);
CREATE UNIQUE INDEX logs_number_idx ON logs (number);
CREATE UNIQUE INDEX logs_code_idx ON logs (code);
ALTER TABLE logs REPLICA IDENTITY USING INDEX logs_code_idx;
CREATE TABLE marks (id int NOT NULL, CONSTRAINT marks_id_key UNIQUE (id));
ALTER TABLE marks REPLICA IDENTITY USING INDEX marks_id_key;
