-- up
RENAME TABLE Users TO users;
ALTER TABLE users RENAME COLUMN Name TO name;

-- down
ALTER TABLE users RENAME COLUMN name TO Name;
RENAME TABLE users TO Users;
