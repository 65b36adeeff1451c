INSERT INTO t (u, j, d, b) VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{}', '2024-01-31', 'true');
