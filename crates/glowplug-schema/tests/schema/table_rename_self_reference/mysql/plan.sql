-- up
RENAME TABLE nodes TO items;

-- down
RENAME TABLE items TO nodes;
