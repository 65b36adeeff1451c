CREATE TYPE color AS ENUM ('red', 'green', 'blue');
CREATE DOMAIN paint AS color CHECK (VALUE <> 'blue');
CREATE TABLE cars (id serial PRIMARY KEY, color color NOT NULL, before color[] NOT NULL DEFAULT '{red}', coat paint);
CREATE INDEX cars_red_idx ON cars (id) WHERE color = 'red';
CREATE VIEW red_cars AS SELECT id, color FROM cars WHERE color = 'red';
CREATE VIEW count_of_red AS SELECT count(*) AS cars FROM red_cars;
CREATE MATERIALIZED VIEW colors AS SELECT color, count(*) AS cars FROM cars GROUP BY color;
CREATE UNIQUE INDEX colors_color_idx ON colors (color);
CREATE FUNCTION is_red(of color) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT of = 'red' $$;
