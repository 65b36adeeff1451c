-- up
CREATE OR REPLACE VIEW z_adults AS
select `people`.`id` AS `id`,`people`.`name` AS `name`,`people`.`age` AS `age` from `people` where `people`.`age` > 20;
CREATE OR REPLACE VIEW a_names AS
select `z_adults`.`name` AS `name`,`z_adults`.`age` AS `age` from `z_adults`;
CREATE VIEW a_first AS
select min(`a_names`.`name`) AS `name` from `a_names`;

-- down
DROP VIEW a_first;
CREATE OR REPLACE VIEW z_adults AS
select `people`.`id` AS `id`,`people`.`name` AS `name` from `people` where `people`.`age` > 17;
CREATE OR REPLACE VIEW a_names AS
select `z_adults`.`name` AS `name` from `z_adults`;
