-- up
ALTER TABLE events
    ADD CONSTRAINT events_number_null_check CHECK (number IS NOT NULL) NOT VALID;
ALTER TABLE logs REPLICA IDENTITY DEFAULT;
ALTER TABLE logs ADD CONSTRAINT logs_code_null_check CHECK (code IS NOT NULL) NOT VALID;
ALTER TABLE logs ALTER COLUMN number DROP NOT NULL;
ALTER TABLE marks ADD CONSTRAINT marks_id_null_check CHECK (id IS NOT NULL) NOT VALID;
-- later
-- may-fail: rows of events may have no number
ALTER TABLE events VALIDATE CONSTRAINT events_number_null_check;
-- may-fail: rows of logs may have no code
ALTER TABLE logs VALIDATE CONSTRAINT logs_code_null_check;
-- may-fail: rows of marks may have no id
ALTER TABLE marks VALIDATE CONSTRAINT marks_id_null_check;
ALTER TABLE events ALTER COLUMN number SET NOT NULL;
ALTER TABLE events DROP CONSTRAINT events_number_null_check;
ALTER TABLE logs ALTER COLUMN code SET NOT NULL;
ALTER TABLE logs DROP CONSTRAINT logs_code_null_check;
ALTER TABLE marks ALTER COLUMN id SET NOT NULL;
ALTER TABLE marks DROP CONSTRAINT marks_id_null_check;
ALTER TABLE events REPLICA IDENTITY USING INDEX events_number_idx;
ALTER TABLE logs REPLICA IDENTITY USING INDEX logs_code_idx;
ALTER TABLE marks REPLICA IDENTITY USING INDEX marks_id_key;

-- down
ALTER TABLE events REPLICA IDENTITY DEFAULT;
ALTER TABLE events ALTER COLUMN number DROP NOT NULL;
ALTER TABLE logs REPLICA IDENTITY DEFAULT;
ALTER TABLE logs ALTER COLUMN code DROP NOT NULL;
-- may-fail: rows of logs may have no number
-- long-lock: all rows are looked at
ALTER TABLE logs ALTER COLUMN number SET NOT NULL;
ALTER TABLE marks REPLICA IDENTITY DEFAULT;
ALTER TABLE marks ALTER COLUMN id DROP NOT NULL;
ALTER TABLE logs REPLICA IDENTITY USING INDEX logs_number_idx;
