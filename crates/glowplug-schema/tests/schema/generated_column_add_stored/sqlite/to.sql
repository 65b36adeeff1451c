CREATE TABLE items (id INTEGER PRIMARY KEY, price INTEGER NOT NULL, with_tax AS (price * 119 / 100) STORED);
CREATE INDEX items_with_tax ON items (with_tax);
