-- up
ALTER TABLE t ADD COLUMN b varchar(20);
CREATE OR REPLACE VIEW v AS
select `t`.`id` AS `id`,`t`.`a` AS `a`,`t`.`b` AS `b` from `t`;

-- down
-- data-loss: the values of `b` are lost
ALTER TABLE t DROP COLUMN b;
CREATE OR REPLACE VIEW v AS
select `t`.`id` AS `id`,`t`.`a` AS `a` from `t`;
