-- up
DROP INDEX four;
DROP INDEX one;
DROP INDEX three;
DROP INDEX two;
CREATE INDEX four ON t (a COLLATE NOCASE) WHERE b > 0 AND a IS NOT NULL;
-- may-fail: it fails where rows of `t` have the same key in `one`
CREATE UNIQUE INDEX one ON t (a);
CREATE INDEX three ON t (upper(a), b + 1 DESC);
CREATE INDEX two ON t (b);

-- down
DROP INDEX four;
DROP INDEX one;
DROP INDEX three;
DROP INDEX two;
CREATE INDEX four ON t (a) WHERE b > 0;
CREATE INDEX one ON t (a);
CREATE INDEX three ON t (lower(a));
CREATE INDEX two ON t (b DESC);
