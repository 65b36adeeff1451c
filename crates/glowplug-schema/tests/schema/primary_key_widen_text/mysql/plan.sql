-- up
-- cities_country is recreated: its columns change
ALTER TABLE cities DROP FOREIGN KEY cities_country;
ALTER TABLE countries MODIFY COLUMN code varchar(8) NOT NULL;
ALTER TABLE cities MODIFY COLUMN country varchar(8);
-- table-rewrite: every row is looked up for `cities_country`
-- long-lock: every row is looked up for `cities_country`
ALTER TABLE cities ADD CONSTRAINT cities_country FOREIGN KEY (country) REFERENCES countries (code);

-- down
-- cities_country is recreated: its columns change
ALTER TABLE cities DROP FOREIGN KEY cities_country;
-- data-loss: `code` becomes varchar(2) from varchar(8): without strict mode values that do not fit are cut or replaced
-- may-fail: `code` becomes varchar(2) from varchar(8): under strict mode values that do not fit are refused
-- table-rewrite: `code` becomes varchar(2) from varchar(8)
-- long-lock: `code` becomes varchar(2) from varchar(8)
ALTER TABLE countries MODIFY COLUMN code varchar(2) NOT NULL;
-- data-loss: `country` becomes varchar(2) from varchar(8): without strict mode values that do not fit are cut or replaced
-- may-fail: `country` becomes varchar(2) from varchar(8): under strict mode values that do not fit are refused
-- table-rewrite: `country` becomes varchar(2) from varchar(8)
-- long-lock: `country` becomes varchar(2) from varchar(8)
ALTER TABLE cities MODIFY COLUMN country varchar(2);
-- table-rewrite: every row is looked up for `cities_country`
-- long-lock: every row is looked up for `cities_country`
ALTER TABLE cities ADD CONSTRAINT cities_country FOREIGN KEY (country) REFERENCES countries (code);
