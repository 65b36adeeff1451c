CREATE TABLE error_logs (
    error_log_id bigint GENERATED ALWAYS AS IDENTITY,
    server_id bigint,
    error_type text NOT NULL,
    error_message text NOT NULL,
    error_context jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT error_logs_pkey PRIMARY KEY (error_log_id),
    CONSTRAINT error_logs_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT error_logs_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT error_logs_server_id_fkey FOREIGN KEY (server_id)
        REFERENCES servers (server_id) ON DELETE SET NULL,
    CONSTRAINT error_logs_error_type_check CHECK (
        char_length(error_type) BETWEEN 1 AND 100
        AND NOT is_blank(error_type)
    ),
    CONSTRAINT error_logs_error_message_check CHECK (
        char_length(error_message) BETWEEN 1 AND 10000 AND NOT is_blank(error_message)
    )
);

-- The newest of all, of one type, of one server, of one type in one server.
CREATE INDEX error_logs_created_at_idx ON error_logs (created_at DESC, error_log_id DESC);
CREATE INDEX error_logs_error_type_created_at_idx
ON error_logs (error_type, created_at DESC, error_log_id DESC);
CREATE INDEX error_logs_server_id_created_at_idx
ON error_logs (server_id, created_at DESC, error_log_id DESC);
CREATE INDEX error_logs_server_id_error_type_created_at_idx
ON error_logs (server_id, error_type, created_at DESC, error_log_id DESC);

CREATE TRIGGER error_logs_set_updated_at BEFORE UPDATE ON error_logs
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE error_logs IS 'What went wrong, and what somebody should be able to look up later.';
COMMENT ON COLUMN error_logs.error_log_id IS 'Key of this database.';
COMMENT ON COLUMN error_logs.server_id IS 'Where it happened, if in a server; empty once that server is gone.';
COMMENT ON COLUMN error_logs.error_type IS 'Its kind, for example memory_transfer: 1 to 100 characters.';
COMMENT ON COLUMN error_logs.error_message IS 'What happened: 1 to 10,000 characters.';
COMMENT ON COLUMN error_logs.error_context IS 'What helps to understand it: JSON of free form, no secrets.';
COMMENT ON COLUMN error_logs.created_at IS 'When the row was written first.';
COMMENT ON COLUMN error_logs.updated_at IS 'When the row was written last; kept by a trigger.';
