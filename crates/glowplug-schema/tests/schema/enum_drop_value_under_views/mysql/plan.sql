-- up
-- data-loss: `color` loses 'red': without strict mode values that do not fit are cut or replaced
-- may-fail: `color` loses 'red': under strict mode values that do not fit are refused
-- table-rewrite: `color` loses 'red'
-- long-lock: `color` loses 'red'
ALTER TABLE cars MODIFY COLUMN color enum('green','blue') NOT NULL DEFAULT 'green';
CREATE OR REPLACE VIEW red_cars AS
select `cars`.`id` AS `id`,`cars`.`color` AS `color` from `cars` where `cars`.`color` = 'green';

-- down
-- table-rewrite: `color` becomes enum('red','green','blue') from enum('green','blue')
-- long-lock: `color` becomes enum('red','green','blue') from enum('green','blue')
ALTER TABLE cars MODIFY COLUMN color enum('red','green','blue') NOT NULL DEFAULT 'red';
CREATE OR REPLACE VIEW red_cars AS
select `cars`.`id` AS `id`,`cars`.`color` AS `color` from `cars` where `cars`.`color` = 'red';
