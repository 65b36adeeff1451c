-- up
CREATE TABLE _OrderToTag (
    A TEXT NOT NULL,
    B TEXT NOT NULL,
    CONSTRAINT _OrderToTag_A_fkey FOREIGN KEY (A) REFERENCES "Order" (id) ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "Order" ADD COLUMN customerId TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX _OrderToTag_AB_unique ON _OrderToTag (A, B);

-- down
-- data-loss: all rows of `_OrderToTag` are lost
DROP TABLE _OrderToTag;
-- data-loss: the values of `Order.customerId` are lost
-- table-rewrite: all rows of `Order` are rewritten
ALTER TABLE "Order" DROP COLUMN customerId;
