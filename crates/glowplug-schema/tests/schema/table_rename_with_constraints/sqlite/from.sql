CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT posts_user_id_check CHECK (user_id > 0)
);
