CREATE TABLE t (id serial PRIMARY KEY, owner integer, tenant text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (owner = current_setting('app.user')::integer AND tenant IN ('a', 'b'));
