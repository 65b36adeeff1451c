CREATE TYPE mood AS ENUM ('unhappy', 'ok');
CREATE TABLE t (id serial PRIMARY KEY, mood mood DEFAULT 'unhappy', CHECK (mood <> 'unhappy'));
