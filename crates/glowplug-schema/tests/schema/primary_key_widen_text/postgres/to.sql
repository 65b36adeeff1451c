CREATE TABLE countries (code varchar(8) PRIMARY KEY);
CREATE TABLE cities (id integer PRIMARY KEY, country varchar(8) REFERENCES countries);
