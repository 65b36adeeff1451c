INSERT INTO accounts (email) VALUES ('a');
INSERT INTO projects (account_id, name) SELECT id, 'p' FROM accounts;
INSERT INTO tasks (project_id, title) SELECT id, 't' FROM projects;
