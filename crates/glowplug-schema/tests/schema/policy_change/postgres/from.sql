CREATE FUNCTION me() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';
CREATE TABLE t (id serial PRIMARY KEY, owner integer);
CREATE POLICY t_changed ON t USING (owner = 1);
CREATE POLICY t_gone ON t FOR DELETE USING (true);
CREATE POLICY t_other_command ON t FOR SELECT USING (true);
