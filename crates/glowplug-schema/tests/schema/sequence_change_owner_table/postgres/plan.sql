-- up
ALTER SEQUENCE users_id_seq OWNED BY NONE;
-- data-loss: all rows of users are lost
DROP TABLE users;
CREATE TABLE people (
    id integer NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE users_id_seq OWNED BY people.id;
ALTER TABLE people ALTER COLUMN id SET DEFAULT nextval('users_id_seq'::regclass);

-- down
ALTER SEQUENCE users_id_seq OWNED BY NONE;
-- data-loss: all rows of people are lost
DROP TABLE people;
CREATE TABLE users (
    id integer PRIMARY KEY,
    name text
);
ALTER SEQUENCE users_id_seq OWNED BY users.id;
ALTER TABLE users ALTER COLUMN id SET DEFAULT nextval('users_id_seq'::regclass);
