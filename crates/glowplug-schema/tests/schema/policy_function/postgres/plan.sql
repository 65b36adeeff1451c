-- up
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION my_teams()
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
AS $function$ SELECT team FROM members WHERE person = current_setting('app.person')::integer $function$;
CREATE POLICY mine ON members
    USING (team IN ( SELECT my_teams() AS my_teams));

-- down
DROP POLICY mine ON members;
DROP FUNCTION my_teams();
ALTER TABLE members DISABLE ROW LEVEL SECURITY;
