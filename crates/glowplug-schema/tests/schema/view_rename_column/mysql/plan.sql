-- up
CREATE OR REPLACE VIEW v AS
select `t`.`id` AS `id`,`t`.`a` AS `amount` from `t`;
CREATE OR REPLACE VIEW w AS
select `v`.`amount` AS `amount` from `v`;

-- down
CREATE OR REPLACE VIEW v AS
select `t`.`id` AS `id`,`t`.`a` AS `a` from `t`;
CREATE OR REPLACE VIEW w AS
select `v`.`a` AS `a` from `v`;
