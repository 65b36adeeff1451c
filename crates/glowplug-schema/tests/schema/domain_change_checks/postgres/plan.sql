-- up
ALTER DOMAIN amount SET DEFAULT 3;
-- may-fail: columns of type amount may hold no value
-- long-lock: all values are looked at
ALTER DOMAIN amount SET NOT NULL;
ALTER DOMAIN amount DROP CONSTRAINT odd;
ALTER DOMAIN amount DROP CONSTRAINT positive;
ALTER DOMAIN amount
    ADD CONSTRAINT positive CHECK ((VALUE > 1) AND (VALUE >= 0) AND (VALUE <= 99)) NOT VALID;
-- later
-- may-fail: columns of type amount may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN amount VALIDATE CONSTRAINT positive;

-- down
ALTER DOMAIN amount SET DEFAULT 1;
ALTER DOMAIN amount DROP NOT NULL;
ALTER DOMAIN amount DROP CONSTRAINT positive;
-- may-fail: columns of type amount may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN amount ADD CONSTRAINT odd CHECK ((VALUE % 2) = 1);
-- may-fail: columns of type amount may hold values that violate the check
-- long-lock: all values are looked at
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0);
