CREATE TABLE t00 (id int PRIMARY KEY);
CREATE TABLE eleven_char (id int PRIMARY KEY); CREATE TABLE a_name_of_so_many_characters_here (id int PRIMARY KEY);
