-- up
-- data-loss: the values of `age` are lost
ALTER TABLE people DROP COLUMN age;
CREATE OR REPLACE VIEW adults AS
select `people`.`id` AS `id`,`people`.`name` AS `name` from `people`;

-- down
ALTER TABLE people ADD COLUMN age int;
CREATE OR REPLACE VIEW adults AS
select `people`.`id` AS `id`,`people`.`name` AS `name`,`people`.`age` AS `age` from `people`;
