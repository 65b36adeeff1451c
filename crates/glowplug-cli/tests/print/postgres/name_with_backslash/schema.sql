CREATE TABLE "back\slash" (id int PRIMARY KEY, "col\n" int); CREATE TABLE other (id int PRIMARY KEY);
