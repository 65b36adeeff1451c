CREATE TABLE "odd table" (id int PRIMARY KEY, plain int, "odd column" text, length varchar(5));
COMMENT ON TABLE "odd table" IS E'First line, with "quotes" and it''s fine.\n\n  Indented second.  \n\tTab first\n/* not a comment */ // nor this\n# attribute';
COMMENT ON COLUMN "odd table"."odd column" IS E'Windows\r\nlines\r\n';
COMMENT ON COLUMN "odd table".length IS 'back\slash, brace } and { and ünï 日本';
CREATE TABLE uncommented (id int PRIMARY KEY);
COMMENT ON TABLE uncommented IS '   ';
