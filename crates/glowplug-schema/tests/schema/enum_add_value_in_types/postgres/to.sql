CREATE TYPE light AS ENUM ('red', 'dark amber', 'green');
CREATE TYPE lamp AS (place int, shows light);
CREATE TYPE lights AS RANGE (subtype = light);
CREATE DOMAIN signal AS light DEFAULT 'dark amber' CHECK (VALUE <> 'red');
CREATE TABLE crossing (
    id serial PRIMARY KEY,
    sequence light[] DEFAULT '{red,"dark amber",green}',
    first lamp DEFAULT '(1,"dark amber")',
    all_of_them lamp[] DEFAULT '{"(1,\"dark amber\")"}',
    span lights DEFAULT '[red,"dark amber"]',
    shown signal
);
