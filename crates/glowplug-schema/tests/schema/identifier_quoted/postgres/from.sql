CREATE TABLE "User Accounts" (id serial PRIMARY KEY, "Full Name" text, "select" integer);
