-- up
CREATE EXTENSION ltree;
ALTER TABLE files ADD COLUMN sha256 bytea;
-- table-rewrite: values are converted
ALTER TABLE files ALTER COLUMN bytes TYPE bigint USING bytes::bigint;
ALTER TABLE files ALTER COLUMN bytes SET DEFAULT 0;
ALTER TABLE files
    ADD CONSTRAINT files_bytes_null_check CHECK (bytes IS NOT NULL) NOT VALID;
ALTER TABLE files
    ADD CONSTRAINT files_folder_id_null_check CHECK (folder_id IS NOT NULL) NOT VALID;
ALTER TABLE files ADD CONSTRAINT files_bytes_check CHECK (bytes >= 0) NOT VALID;
ALTER TABLE files ADD CONSTRAINT files_sha256_check CHECK (length(sha256) = 32) NOT VALID;
ALTER TABLE files
    ADD CONSTRAINT files_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES folders(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE folders ADD COLUMN path ltree;
ALTER TABLE folders
    ADD CONSTRAINT folders_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES folders(id) ON DELETE CASCADE NOT VALID;
-- alone
-- may-fail: rows of files may have the same folder_id, lower(name)
CREATE UNIQUE INDEX CONCURRENTLY files_name_idx ON files (folder_id, lower(name));
-- may-fail: rows of folders may have the same parent_id, name
CREATE UNIQUE INDEX CONCURRENTLY folders_parent_id_name_key ON folders (parent_id, name) NULLS NOT DISTINCT;
CREATE INDEX CONCURRENTLY folders_path_idx ON folders USING gist (path);
-- later
-- may-fail: rows of files may have no bytes
ALTER TABLE files VALIDATE CONSTRAINT files_bytes_null_check;
-- may-fail: rows of files may have no folder_id
ALTER TABLE files VALIDATE CONSTRAINT files_folder_id_null_check;
-- may-fail: rows of files may violate files_bytes_check
ALTER TABLE files VALIDATE CONSTRAINT files_bytes_check;
ALTER TABLE files VALIDATE CONSTRAINT files_sha256_check;
-- may-fail: rows of files may reference no row of folders
ALTER TABLE files VALIDATE CONSTRAINT files_folder_id_fkey;
-- may-fail: rows of folders may reference no row of folders
ALTER TABLE folders VALIDATE CONSTRAINT folders_parent_id_fkey;
ALTER TABLE files ALTER COLUMN bytes SET NOT NULL;
ALTER TABLE files DROP CONSTRAINT files_bytes_null_check;
ALTER TABLE files ALTER COLUMN folder_id SET NOT NULL;
ALTER TABLE files DROP CONSTRAINT files_folder_id_null_check;
ALTER TABLE folders
    ADD CONSTRAINT folders_parent_id_name_key UNIQUE USING INDEX folders_parent_id_name_key;

-- down
ALTER TABLE files DROP CONSTRAINT files_folder_id_fkey;
ALTER TABLE files DROP CONSTRAINT files_bytes_check;
DROP INDEX files_name_idx;
ALTER TABLE files DROP CONSTRAINT files_sha256_check;
-- data-loss: the values of files.sha256 are lost
ALTER TABLE files DROP COLUMN sha256;
-- table-rewrite: values are converted
-- may-fail: files.bytes may hold numbers beyond the range of the new type
ALTER TABLE files
    ALTER COLUMN bytes DROP DEFAULT,
    ALTER COLUMN bytes TYPE integer USING bytes::integer;
ALTER TABLE files ALTER COLUMN bytes DROP NOT NULL;
ALTER TABLE files ALTER COLUMN folder_id DROP NOT NULL;
ALTER TABLE folders DROP CONSTRAINT folders_parent_id_fkey;
ALTER TABLE folders DROP CONSTRAINT folders_parent_id_name_key;
DROP INDEX folders_path_idx;
-- data-loss: the values of folders.path are lost
ALTER TABLE folders DROP COLUMN path;
DROP EXTENSION ltree;
