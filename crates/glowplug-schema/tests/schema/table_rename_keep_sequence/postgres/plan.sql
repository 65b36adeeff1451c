-- up
ALTER TABLE users RENAME TO people;

-- down
ALTER TABLE people RENAME TO users;
