-- up
CREATE SEQUENCE downwards INCREMENT BY -1;
COMMENT ON SEQUENCE downwards IS 'counts down';
-- it goes on within its new bounds
SELECT setval('numbers', 50, false) FROM numbers WHERE last_value < 10;
-- may-fail: numbers may have counted beyond its new bounds
ALTER SEQUENCE numbers
    AS integer INCREMENT BY 10 MINVALUE 10 MAXVALUE 1000 START WITH 50 CACHE 5 CYCLE;
CREATE TABLE t (
    id bigint DEFAULT nextval('numbers'::regclass) PRIMARY KEY,
    n bigint
);
ALTER SEQUENCE downwards OWNED BY t.n;
-- data-loss: the number that old_numbers has reached is lost
DROP SEQUENCE old_numbers;

-- down
CREATE SEQUENCE old_numbers;
-- data-loss: all rows of t are lost
DROP TABLE t;
ALTER SEQUENCE numbers
    AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;
