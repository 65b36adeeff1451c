INSERT INTO users (email, tenant) VALUES ('a', 1);
