INSERT INTO users VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
INSERT INTO posts (user_id) VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
