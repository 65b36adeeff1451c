DELETE FROM error_logs
WHERE error_log_id = ANY (ARRAY(
    SELECT error_log_id
    FROM error_logs
    WHERE created_at < $1
    ORDER BY created_at
    LIMIT $2
    FOR UPDATE SKIP LOCKED
))
