-- up
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE posts RENAME COLUMN user_id TO author_id;
DROP TRIGGER users_trim;
CREATE OR REPLACE VIEW names AS
select `users`.`id` AS `id`,`users`.`full_name` AS `name` from `users`;
CREATE TRIGGER users_trim BEFORE INSERT ON users FOR EACH ROW
SET NEW.full_name = TRIM(NEW.full_name);

-- down
ALTER TABLE posts RENAME COLUMN author_id TO user_id;
ALTER TABLE users RENAME COLUMN full_name TO name;
DROP TRIGGER users_trim;
CREATE OR REPLACE VIEW names AS
select `users`.`id` AS `id`,`users`.`name` AS `name` from `users`;
CREATE TRIGGER users_trim BEFORE INSERT ON users FOR EACH ROW
SET NEW.name = TRIM(NEW.name);
