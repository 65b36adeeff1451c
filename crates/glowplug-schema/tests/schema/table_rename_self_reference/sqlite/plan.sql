-- up
ALTER TABLE nodes RENAME TO items;

-- down
ALTER TABLE items RENAME TO nodes;
