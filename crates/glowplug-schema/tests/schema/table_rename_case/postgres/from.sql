CREATE TABLE "Users" (id serial, "Name" text, CONSTRAINT users_pkey PRIMARY KEY (id));
