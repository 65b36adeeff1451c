-- up
CREATE VIEW missing AS
select `t`.`id` AS `id` from `t` except values (1),(2);

-- down
DROP VIEW missing;
