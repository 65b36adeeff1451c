-- up
ALTER TABLE tasks DROP CONSTRAINT tasks_project_id_fkey;
CREATE TABLE tenants (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    name text NOT NULL
);
CREATE TABLE members (
    tenant_id uuid NOT NULL REFERENCES tenants(id) ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    role text NOT NULL DEFAULT 'member'::text,
    PRIMARY KEY (tenant_id, account_id),
    CONSTRAINT members_role_check CHECK (role = ANY (ARRAY['owner'::text, 'member'::text]))
);
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks
    ADD CONSTRAINT tasks_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE NOT VALID;
CREATE FUNCTION current_tenant()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ SELECT current_setting('app.tenant', true)::uuid $function$;
ALTER TABLE projects ADD COLUMN tenant_id uuid DEFAULT current_tenant();
ALTER TABLE projects
    ADD CONSTRAINT projects_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) NOT VALID;
CREATE POLICY tenant_projects ON projects
    USING (tenant_id = current_tenant());
CREATE POLICY tenant_tasks ON tasks
    USING (EXISTS ( SELECT
   FROM projects p
  WHERE ((p.id = tasks.project_id) AND (p.tenant_id = current_tenant()))));
-- later
ALTER TABLE tasks VALIDATE CONSTRAINT tasks_project_id_fkey;
-- may-fail: rows of projects may reference no row of tenants
ALTER TABLE projects VALIDATE CONSTRAINT projects_tenant_id_fkey;

-- down
DROP POLICY tenant_projects ON projects;
ALTER TABLE projects DROP CONSTRAINT projects_tenant_id_fkey;
DROP POLICY tenant_tasks ON tasks;
-- data-loss: the values of projects.tenant_id are lost
ALTER TABLE projects DROP COLUMN tenant_id;
ALTER TABLE tasks DROP CONSTRAINT tasks_project_id_fkey;
ALTER TABLE projects DISABLE ROW LEVEL SECURITY;
ALTER TABLE tasks DISABLE ROW LEVEL SECURITY;
-- long-lock: all rows are looked at
ALTER TABLE tasks
    ADD CONSTRAINT tasks_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id);
DROP FUNCTION current_tenant();
-- data-loss: all rows of members are lost
DROP TABLE members;
-- data-loss: all rows of tenants are lost
DROP TABLE tenants;
