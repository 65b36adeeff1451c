-- up
CREATE OR REPLACE VIEW v AS
 SELECT a
   FROM t
  WHERE ((a >= 1) AND (a <= 2) AND ((((s)::text = 'a'::text) OR false) IS NOT NULL) AND ((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])) AND (a <= 2) AND true);

-- down
CREATE OR REPLACE VIEW v AS
 SELECT a
   FROM t
  WHERE ((a >= 1) AND (a <= 2) AND ((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])));
