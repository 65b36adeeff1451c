CREATE TABLE t (a integer CHECK (a > 0), b integer UNIQUE, PRIMARY KEY (a), FOREIGN KEY (b) REFERENCES t);
