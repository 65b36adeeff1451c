CREATE TYPE light AS ENUM ('red', 'green');
CREATE TYPE lamp AS (place int, shows light);
CREATE TYPE lights AS RANGE (subtype = light);
CREATE DOMAIN signal AS light DEFAULT 'red' CHECK (VALUE <> 'green');
CREATE TABLE crossing (
    id serial PRIMARY KEY,
    sequence light[] DEFAULT '{red,green}',
    first lamp DEFAULT '(1,red)',
    all_of_them lamp[] DEFAULT '{"(1,red)"}',
    span lights DEFAULT '[red,green]',
    shown signal
);
