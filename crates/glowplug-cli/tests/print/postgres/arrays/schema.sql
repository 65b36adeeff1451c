CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN points AS int CHECK (VALUE >= 0);
CREATE TYPE pair AS (a int, b text);
CREATE TABLE lists (id int PRIMARY KEY, a int[], b int[][] NOT NULL, c text[] NOT NULL, d varchar(10)[], e mood[], f points[], g pair[], h numeric(5,2)[], i timestamptz[])
