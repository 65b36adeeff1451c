CREATE TABLE items (id INTEGER PRIMARY KEY, price INTEGER, gross INTEGER AS (price * 2));
