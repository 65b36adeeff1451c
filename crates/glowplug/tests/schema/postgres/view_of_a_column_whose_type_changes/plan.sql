-- up
DROP VIEW dear;
DROP VIEW prices;
-- table-rewrite: values are converted
-- may-fail: t.price may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN price TYPE numeric(10,2) USING price::numeric(10,2);
CREATE VIEW prices AS
 SELECT t.id,
    t.price
   FROM t;
CREATE VIEW dear AS
 SELECT prices.id
   FROM prices
  WHERE (prices.price > (10)::numeric);

-- down
DROP VIEW dear;
DROP VIEW prices;
-- data-loss: values of t.price lose the fractions of numbers
-- table-rewrite: values are converted
-- may-fail: t.price may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN price TYPE integer USING price::integer;
CREATE VIEW prices AS
 SELECT t.id,
    t.price
   FROM t;
CREATE VIEW dear AS
 SELECT prices.id
   FROM prices
  WHERE (prices.price > 10);
