CREATE TABLE logs (id serial, day date NOT NULL, PRIMARY KEY (day, id));
CREATE INDEX logs_id ON logs (id);
