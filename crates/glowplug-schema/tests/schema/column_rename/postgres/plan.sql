-- up
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users RENAME COLUMN mail TO email;
ALTER TABLE users RENAME CONSTRAINT users_mail_key TO users_email_key;

-- down
ALTER TABLE users RENAME CONSTRAINT users_email_key TO users_mail_key;
ALTER TABLE users RENAME COLUMN email TO mail;
ALTER TABLE users RENAME COLUMN full_name TO name;
