CREATE TABLE members (team integer, person integer, PRIMARY KEY (team, person));
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION my_teams() RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT team FROM members WHERE person = current_setting('app.person')::integer $$;
CREATE POLICY mine ON members USING (team IN (SELECT my_teams()));
