CREATE TABLE prices (id int PRIMARY KEY, value bigint, note text, currency char(3), KEY value (value)) WITH SYSTEM VERSIONING;
CREATE TABLE items (id int PRIMARY KEY, name varchar(10));
