-- up
ALTER SEQUENCE a_id_seq OWNED BY NONE;
-- data-loss: all rows of a are lost
DROP TABLE a;

-- down
CREATE TABLE a (
    id integer DEFAULT nextval('a_id_seq'::regclass) PRIMARY KEY
);
ALTER SEQUENCE a_id_seq OWNED BY a.id;
