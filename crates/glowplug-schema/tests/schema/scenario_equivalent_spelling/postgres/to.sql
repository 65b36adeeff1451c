CREATE TABLE t (
    id integer NOT NULL,
    a int4,
    s character varying(9),
    t timestamptz DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT t_a_check CHECK ((a >= 1 AND (a <= 9 AND a != 5))),
    CONSTRAINT t_s_check CHECK (s = ANY (ARRAY['a'::varchar, 'b'::varchar]::text[])),
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
CREATE SEQUENCE t_id_seq AS integer OWNED BY t.id;
ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq');
CREATE VIEW v AS SELECT t.a FROM t WHERE a >= 1 AND (a <= 2 AND (s = 'a' OR false) IS NOT NULL) AND s IN ('a', 'b') AND (a <= 2) AND true;
