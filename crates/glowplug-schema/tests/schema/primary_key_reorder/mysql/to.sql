CREATE TABLE likes (user_id INT, post_id INT, PRIMARY KEY (post_id, user_id));
