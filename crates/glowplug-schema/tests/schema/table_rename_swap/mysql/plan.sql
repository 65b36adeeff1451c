-- up
RENAME TABLE a TO c;
RENAME TABLE b TO a;
RENAME TABLE c TO b;
CREATE OR REPLACE VIEW v AS
select `b`.`x` AS `x` from `b`;

-- down
RENAME TABLE b TO c;
RENAME TABLE a TO b;
RENAME TABLE c TO a;
CREATE OR REPLACE VIEW v AS
select `a`.`x` AS `x` from `a`;
