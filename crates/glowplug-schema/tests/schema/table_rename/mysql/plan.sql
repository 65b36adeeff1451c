-- up
RENAME TABLE users TO members;
CREATE OR REPLACE VIEW names AS
select `members`.`id` AS `id`,`members`.`name` AS `name` from `members`;

-- down
RENAME TABLE members TO users;
CREATE OR REPLACE VIEW names AS
select `users`.`id` AS `id`,`users`.`name` AS `name` from `users`;
