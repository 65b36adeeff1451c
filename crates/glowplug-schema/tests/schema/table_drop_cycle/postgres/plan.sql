-- up
ALTER TABLE a DROP CONSTRAINT a_b_id_fkey;
-- data-loss: the values of a.b_id are lost
ALTER TABLE a DROP COLUMN b_id;
-- data-loss: all rows of b are lost
DROP TABLE b;
-- data-loss: all rows of c are lost
DROP TABLE c;

-- down
ALTER TABLE a ADD COLUMN b_id integer;
CREATE TABLE c (
    id serial PRIMARY KEY,
    a_id integer REFERENCES a(id)
);
CREATE TABLE b (
    id serial PRIMARY KEY,
    c_id integer REFERENCES c(id)
);
-- long-lock: all rows are looked at
ALTER TABLE a ADD CONSTRAINT a_b_id_fkey FOREIGN KEY (b_id) REFERENCES b(id);
