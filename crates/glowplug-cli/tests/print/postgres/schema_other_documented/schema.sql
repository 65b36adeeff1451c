CREATE SCHEMA "Side Door"; CREATE SCHEMA archive; CREATE TYPE archive.mood AS ENUM ('a'); CREATE TYPE mood AS ENUM ('b');
CREATE TABLE public.users (id int PRIMARY KEY, mood mood);
CREATE TABLE archive.users (id int PRIMARY KEY, mood archive.mood, near public.mood);
CREATE TABLE archive.posts (id int PRIMARY KEY, user_id int REFERENCES archive.users (id), far_id int REFERENCES public.users (id));
CREATE TABLE "Side Door"."type" ("type" int PRIMARY KEY, posts varchar(3));
COMMENT ON TABLE archive.users IS 'Old ones.';
