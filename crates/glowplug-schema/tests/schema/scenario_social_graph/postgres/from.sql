CREATE TABLE users (id bigserial PRIMARY KEY, handle text NOT NULL UNIQUE);
CREATE TABLE follows (follower bigint REFERENCES users, followed bigint REFERENCES users, PRIMARY KEY (follower, followed));
