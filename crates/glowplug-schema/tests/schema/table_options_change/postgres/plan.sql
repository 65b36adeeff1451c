-- up
-- table-rewrite: its rows enter the write-ahead log
ALTER TABLE cache SET LOGGED;
-- table-rewrite: its rows leave the write-ahead log, and are lost in a crash
ALTER TABLE logged SET UNLOGGED;
ALTER TABLE t SET (fillfactor=90, toast_tuple_target=200);
ALTER TABLE t RESET (autovacuum_enabled);
ALTER TABLE copied REPLICA IDENTITY USING INDEX copied_id_idx;

-- down
-- table-rewrite: its rows leave the write-ahead log, and are lost in a crash
ALTER TABLE cache SET UNLOGGED;
ALTER TABLE copied REPLICA IDENTITY DEFAULT;
-- table-rewrite: its rows enter the write-ahead log
ALTER TABLE logged SET LOGGED;
ALTER TABLE t SET (autovacuum_enabled=false, fillfactor=80);
ALTER TABLE t RESET (toast_tuple_target);
