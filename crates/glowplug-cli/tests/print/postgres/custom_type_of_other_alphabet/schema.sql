CREATE TYPE "größe" AS ENUM ('a'); CREATE TYPE "日本" AS ENUM ('a'); CREATE TABLE t (id int PRIMARY KEY, a "größe", b "日本");
