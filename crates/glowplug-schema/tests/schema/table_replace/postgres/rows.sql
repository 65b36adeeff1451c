INSERT INTO codes (code) VALUES ('a');
INSERT INTO users (code_id) VALUES (1);
