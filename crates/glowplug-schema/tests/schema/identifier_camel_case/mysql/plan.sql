-- up
CREATE TABLE _OrderToTag (
    A varchar(191) NOT NULL,
    B varchar(191) NOT NULL,
    UNIQUE KEY _OrderToTag_AB_unique (A, B),
    CONSTRAINT _OrderToTag_A_fkey FOREIGN KEY (A) REFERENCES `Order` (id) ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE `Order`
    MODIFY COLUMN status enum('NEW','PAID') NOT NULL DEFAULT 'NEW',
    ADD COLUMN customerId varchar(191) NOT NULL DEFAULT '';

-- down
-- data-loss: the rows of _OrderToTag are lost
DROP TABLE _OrderToTag;
-- data-loss: the values of `customerId` are lost
-- data-loss: `status` loses 'PAID': without strict mode values that do not fit are cut or replaced
-- may-fail: `status` loses 'PAID': under strict mode values that do not fit are refused
-- table-rewrite: `status` loses 'PAID'
-- long-lock: `status` loses 'PAID'
ALTER TABLE `Order`
    DROP COLUMN customerId,
    MODIFY COLUMN status enum('NEW') NOT NULL DEFAULT 'NEW';
