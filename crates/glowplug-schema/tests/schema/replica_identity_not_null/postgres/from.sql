CREATE TABLE events (id int NOT NULL, number int, other int NOT NULL);
CREATE UNIQUE INDEX events_number_idx ON events (number);
CREATE TABLE logs (id int NOT NULL, number int NOT NULL, code int);
CREATE UNIQUE INDEX logs_number_idx ON logs (number);
CREATE UNIQUE INDEX logs_code_idx ON logs (code);
ALTER TABLE logs REPLICA IDENTITY USING INDEX logs_number_idx;
CREATE TABLE marks (id int, CONSTRAINT marks_id_key UNIQUE (id));
