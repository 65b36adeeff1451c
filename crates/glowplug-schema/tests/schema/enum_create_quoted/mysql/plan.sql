-- up
ALTER TABLE t
    ADD COLUMN role enum('super_admin','Read Only','it''s','a"b','c,d','back\\slash','') NOT NULL DEFAULT 'Read Only',
    ADD COLUMN userState enum('A','b') DEFAULT 'A',
    ADD COLUMN open set('x y','it''s') NOT NULL DEFAULT 'x y,it''s';

-- down
-- data-loss: the values of `role` are lost
-- data-loss: the values of `userState` are lost
-- data-loss: the values of `open` are lost
ALTER TABLE t
    DROP COLUMN role,
    DROP COLUMN userState,
    DROP COLUMN open;
