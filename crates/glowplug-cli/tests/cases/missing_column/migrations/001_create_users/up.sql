CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(50)
);

CREATE INDEX users_mail_idx
  ON users (mail);
