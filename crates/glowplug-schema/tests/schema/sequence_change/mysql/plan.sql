-- up
CREATE SEQUENCE numbers START WITH 100;
-- may-fail: the number at which it stands may be outside of the new bounds
ALTER SEQUENCE changing INCREMENT BY 2 MAXVALUE 999 CACHE 20 CYCLE;
CREATE TABLE tickets (
    id bigint NOT NULL DEFAULT nextval(`numbers`),
    PRIMARY KEY (id)
);
-- data-loss: the number that gone has reached is lost
DROP SEQUENCE gone;

-- down
CREATE SEQUENCE gone;
ALTER SEQUENCE changing INCREMENT BY 1 MAXVALUE 9223372036854775806 CACHE 10 NOCYCLE;
-- data-loss: the rows of tickets are lost
DROP TABLE tickets;
-- data-loss: the number that numbers has reached is lost
DROP SEQUENCE numbers;
