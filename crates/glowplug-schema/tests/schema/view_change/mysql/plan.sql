-- up
DROP VIEW names;
CREATE OR REPLACE VIEW adults AS
select `users`.`id` AS `id`,`users`.`name` AS `name` from `users` where `users`.`age` >= 18;
CREATE VIEW ages AS
select `users`.`age` AS `years` from `users`;

-- down
DROP VIEW ages;
CREATE OR REPLACE VIEW adults AS
select `users`.`id` AS `id` from `users` where `users`.`age` > 18;
CREATE VIEW names AS
select `users`.`name` AS `name` from `users`;
