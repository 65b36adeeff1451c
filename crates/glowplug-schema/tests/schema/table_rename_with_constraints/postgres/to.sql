CREATE TABLE people (id integer PRIMARY KEY);
CREATE TABLE articles (id integer PRIMARY KEY, person_id integer REFERENCES people CHECK (person_id > 0));
