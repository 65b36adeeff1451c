CREATE TABLE likes (user_id INT, post_id INT, PRIMARY KEY (user_id, post_id));
