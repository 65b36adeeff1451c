-- up
-- table-rewrite: every row is checked for `known`
-- long-lock: every row is checked for `known`
ALTER TABLE users
    ADD COLUMN age int CHECK (`age` > 0),
    ADD COLUMN state varchar(10) NOT NULL DEFAULT 'new',
    ADD CONSTRAINT known CHECK (`state` in ('new','old'));

-- down
-- data-loss: the values of `age` are lost
-- data-loss: the values of `state` are lost
ALTER TABLE users
    DROP CONSTRAINT known,
    DROP COLUMN age,
    DROP COLUMN state;
