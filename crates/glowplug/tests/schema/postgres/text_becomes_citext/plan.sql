-- up
DROP VIEW mails;
CREATE EXTENSION citext;
-- long-lock: its indexes are built again
-- may-fail: rows of t may have the same mail
ALTER TABLE t ALTER COLUMN mail TYPE citext USING mail::citext;
CREATE VIEW mails AS
 SELECT t.mail
   FROM t
  WHERE (t.mail ~~ 'a%'::citext);

-- down
DROP VIEW mails;
ALTER TABLE t DROP CONSTRAINT t_mail_key;
ALTER TABLE t ALTER COLUMN mail TYPE text USING mail::text;
-- may-fail: rows of t may have the same mail
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT t_mail_key UNIQUE (mail);
CREATE VIEW mails AS
 SELECT t.mail
   FROM t
  WHERE (t.mail ~~ 'a%'::text);
DROP EXTENSION citext;
