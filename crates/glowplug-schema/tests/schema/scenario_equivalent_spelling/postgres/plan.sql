-- up
CREATE OR REPLACE VIEW v AS
 SELECT t.a
   FROM t
  WHERE ((t.a >= 1) AND (t.a <= 2) AND ((((t.s)::text = 'a'::text) OR false) IS NOT NULL) AND ((t.s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])) AND (t.a <= 2) AND true);

-- down
CREATE OR REPLACE VIEW v AS
 SELECT t.a
   FROM t
  WHERE ((t.a >= 1) AND (t.a <= 2) AND ((t.s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])));
