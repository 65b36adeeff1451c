CREATE TABLE t (c text, d integer NOT NULL DEFAULT 0);
