-- up
ALTER TABLE grown NOT OF;
ALTER TYPE row_grown ADD ATTRIBUTE z date;
CREATE TABLE came OF row_kept (
    x WITH OPTIONS PRIMARY KEY,
    y WITH OPTIONS NOT NULL DEFAULT 'none'::text,
    CONSTRAINT came_x_check CHECK (x > 0)
);
ALTER TABLE freed NOT OF;
ALTER TABLE freed ADD COLUMN z integer;
ALTER TABLE grown ADD COLUMN z date;
ALTER TABLE grown OF row_grown;
ALTER TABLE tied OF row_tied;

-- down
ALTER TABLE grown NOT OF;
ALTER TYPE row_grown DROP ATTRIBUTE z;
-- data-loss: the values of freed.z are lost
ALTER TABLE freed DROP COLUMN z;
ALTER TABLE freed OF row_tied;
-- data-loss: the values of grown.z are lost
ALTER TABLE grown DROP COLUMN z;
ALTER TABLE grown OF row_grown;
ALTER TABLE tied NOT OF;
-- data-loss: all rows of came are lost
DROP TABLE came;
