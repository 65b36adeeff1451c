CREATE TABLE a_longer_name_00 (id int PRIMARY KEY);
CREATE TABLE a_longer_name_01 (id int PRIMARY KEY);
CREATE TABLE a_longer_name_02 (id int PRIMARY KEY);
CREATE TABLE a_longer_name_03 (id int PRIMARY KEY);
CREATE TABLE a_longer_name_04 (id int PRIMARY KEY);
CREATE TABLE a_longer_name_05 (id int PRIMARY KEY);
CREATE TABLE a_longer_name_06 (id int PRIMARY KEY);
CREATE TABLE a_longer_name_07 (id int PRIMARY KEY);
