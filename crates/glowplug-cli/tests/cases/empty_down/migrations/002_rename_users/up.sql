UPDATE users SET name = 'nobody' WHERE name IS NULL;
