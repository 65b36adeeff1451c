-- up
DROP TRIGGER docs_words;
-- data-loss: the values of `words` are computed from now on
-- table-rewrite: the values of `words` are computed from now on
-- long-lock: the values of `words` are computed from now on
ALTER TABLE docs MODIFY COLUMN words int GENERATED ALWAYS AS (char_length(`body`)) STORED;

-- down
ALTER TABLE docs MODIFY COLUMN words int;
CREATE TRIGGER docs_words BEFORE INSERT ON docs FOR EACH ROW
SET NEW.words = CHAR_LENGTH(NEW.body);
