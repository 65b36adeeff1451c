CREATE TABLE people (id INTEGER PRIMARY KEY);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    person_id INTEGER,
    CONSTRAINT articles_person_id_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT articles_person_id_check CHECK (person_id > 0)
);
