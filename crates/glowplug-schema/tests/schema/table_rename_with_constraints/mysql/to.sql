CREATE TABLE people (id INT PRIMARY KEY);
CREATE TABLE articles (
    id INT PRIMARY KEY,
    person_id INT,
    KEY posts_user_id_fkey (person_id),
    CONSTRAINT articles_person_id_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT articles_person_id_check CHECK (person_id > 0)
);
