-- up
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME CONSTRAINT users_pkey TO people_pkey;
ALTER TABLE posts RENAME TO articles;
ALTER TABLE articles RENAME CONSTRAINT posts_pkey TO articles_pkey;
ALTER TABLE articles RENAME COLUMN user_id TO person_id;
ALTER TABLE articles RENAME CONSTRAINT posts_user_id_fkey TO articles_person_id_fkey;
ALTER TABLE articles RENAME CONSTRAINT posts_user_id_check TO articles_person_id_check;

-- down
ALTER TABLE articles RENAME CONSTRAINT articles_person_id_check TO posts_user_id_check;
ALTER TABLE articles RENAME CONSTRAINT articles_person_id_fkey TO posts_user_id_fkey;
ALTER TABLE articles RENAME COLUMN person_id TO user_id;
ALTER TABLE articles RENAME CONSTRAINT articles_pkey TO posts_pkey;
ALTER TABLE articles RENAME TO posts;
ALTER TABLE people RENAME CONSTRAINT people_pkey TO users_pkey;
ALTER TABLE people RENAME TO users;
