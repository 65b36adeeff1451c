INSERT INTO t (mail) VALUES ('a@b');
