INSERT INTO t (created_at) VALUES ('2024-01-31 12:00');
