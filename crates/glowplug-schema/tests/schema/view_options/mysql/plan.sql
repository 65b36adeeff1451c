-- up
DROP VIEW gone;
CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW a AS
select `people`.`id` AS `id` from `people` where `people`.`id` > 1
WITH LOCAL CHECK OPTION;
CREATE VIEW b AS
select `a`.`id` AS `id` from `a`
WITH CASCADED CHECK OPTION;

-- down
DROP VIEW b;
CREATE OR REPLACE VIEW a AS
select `people`.`id` AS `id` from `people` where `people`.`id` > 1;
CREATE VIEW gone AS
select 1 AS `one`;
