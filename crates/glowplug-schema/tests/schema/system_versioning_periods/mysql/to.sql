CREATE TABLE prices (id int PRIMARY KEY, value bigint, currency char(3), since timestamp(6) GENERATED ALWAYS AS ROW START, until timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (since, until)) WITH SYSTEM VERSIONING;
CREATE TABLE rooms (id int, starts date NOT NULL, ends date NOT NULL, guests int, PERIOD FOR stay (starts, ends), UNIQUE (id, stay WITHOUT OVERLAPS));
CREATE TABLE desks (id int, starts date NOT NULL, ends date NOT NULL, lamp int, PERIOD FOR stay (starts, ends), PRIMARY KEY (id, stay WITHOUT OVERLAPS));
CREATE TABLE partly (id int PRIMARY KEY, value bigint WITHOUT SYSTEM VERSIONING, note text, more int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE cut (id int PRIMARY KEY, value bigint) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME (PARTITION old HISTORY, PARTITION new CURRENT);
CREATE TABLE months (id int PRIMARY KEY, value int) WITH SYSTEM VERSIONING;
CREATE TABLE plain (id int PRIMARY KEY, starts date NOT NULL, ends date NOT NULL, CONSTRAINT span CHECK (starts < ends), n int);
CREATE TABLE fresh (id int PRIMARY KEY, starts date NOT NULL, ends date NOT NULL, PERIOD FOR stay (starts, ends));
CREATE TABLE noted (id int PRIMARY KEY, value int, since timestamp(6) GENERATED ALWAYS AS ROW START INVISIBLE, until timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (since, until)) WITH SYSTEM VERSIONING;
