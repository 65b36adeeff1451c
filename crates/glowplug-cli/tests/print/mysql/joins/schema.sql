CREATE TABLE users (id INT PRIMARY KEY, parent_id INT, code INT UNIQUE, FOREIGN KEY (parent_id) REFERENCES users (id));
CREATE TABLE two (id INT PRIMARY KEY, a_id INT, b_id INT, FOREIGN KEY (a_id) REFERENCES users (id), FOREIGN KEY (b_id) REFERENCES users (id));
CREATE TABLE one (id INT PRIMARY KEY, user_id INT, CONSTRAINT odd FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE by_code (id INT PRIMARY KEY, code INT, FOREIGN KEY (code) REFERENCES users (code));
CREATE TABLE pair (a INT, b INT, PRIMARY KEY (a, b));
CREATE TABLE to_pair (id INT PRIMARY KEY, a INT, b INT, FOREIGN KEY (a, b) REFERENCES pair (a, b));
CREATE TABLE here (id INT PRIMARY KEY, there_id INT);
CREATE TABLE there (id INT PRIMARY KEY, here_id INT, FOREIGN KEY (here_id) REFERENCES here (id));
ALTER TABLE here ADD FOREIGN KEY (there_id) REFERENCES there (id);
