CREATE TABLE countries (code varchar(2) PRIMARY KEY);
CREATE TABLE cities (id integer PRIMARY KEY, country varchar(2) REFERENCES countries);
