CREATE TABLE two (b int, a int, c int, PRIMARY KEY (c, a));
CREATE TABLE "key names" ("type" int, "key names" int, PRIMARY KEY ("key names", "type"));
CREATE TABLE with_include (a int, b int, PRIMARY KEY (a) INCLUDE (b));
CREATE TABLE reserved ("fn" uuid PRIMARY KEY);
