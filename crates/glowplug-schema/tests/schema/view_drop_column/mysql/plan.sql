-- up
CREATE OR REPLACE VIEW v AS
select `users`.`id` AS `id`,`users`.`age` + 0.5 AS `age` from `users`;

-- down
CREATE OR REPLACE VIEW v AS
select `users`.`id` AS `id`,`users`.`name` AS `name`,`users`.`age` AS `age` from `users`;
