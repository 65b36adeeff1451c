-- up
ALTER TABLE Users RENAME TO new_users;
ALTER TABLE new_users RENAME TO users;
ALTER TABLE users RENAME COLUMN Name TO name;

-- down
ALTER TABLE users RENAME COLUMN name TO Name;
ALTER TABLE users RENAME TO new_Users;
ALTER TABLE new_Users RENAME TO Users;
