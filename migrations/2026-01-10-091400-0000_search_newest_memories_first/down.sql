DROP FUNCTION search_older_server_memories(
    bigint, text, text, timestamptz, timestamptz, bigint, bigint
);
DROP FUNCTION search_older_personal_memories(
    bigint, text, bigint, text, timestamptz, timestamptz, bigint, bigint
);

CREATE OR REPLACE FUNCTION search_personal_memories(
    wanted_guild text,
    pattern text,
    wanted_discord_user text,
    wanted_type text,
    created_from timestamptz,
    created_before timestamptz,
    after_created_at timestamptz,
    after_memory_id bigint,
    row_count bigint
) RETURNS SETOF personal_memories
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET cpu_operator_cost = 0.05 AS $$
DECLARE
    wanted_server bigint := (
        SELECT s.server_id FROM servers s WHERE s.discord_server_id = wanted_guild
    );
BEGIN
    RETURN QUERY
    SELECT m.*
    FROM personal_memories m
    WHERE m.server_id = wanted_server
        AND m.memory_content ILIKE pattern
        AND (wanted_discord_user IS NULL OR m.user_id = (
            SELECT u.user_id FROM users u WHERE u.discord_user_id = wanted_discord_user
        ))
        AND (wanted_type IS NULL OR m.memory_type = wanted_type)
        AND (created_from IS NULL OR m.created_at >= created_from)
        AND (created_before IS NULL OR m.created_at < created_before)
        AND (after_created_at IS NULL OR (m.created_at, m.memory_id) < (after_created_at, after_memory_id))
    ORDER BY m.created_at DESC, m.memory_id DESC
    LIMIT row_count;
END
$$;

COMMENT ON FUNCTION search_personal_memories(text, text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
    'Memories of one server that match an ILIKE pattern, newest first; planned for its values at each call.';

CREATE OR REPLACE FUNCTION search_server_memories(
    wanted_guild text,
    pattern text,
    wanted_type text,
    created_from timestamptz,
    created_before timestamptz,
    after_created_at timestamptz,
    after_memory_id bigint,
    row_count bigint
) RETURNS SETOF server_memories
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET cpu_operator_cost = 0.05 AS $$
DECLARE
    wanted_server bigint := (
        SELECT s.server_id FROM servers s WHERE s.discord_server_id = wanted_guild
    );
BEGIN
    RETURN QUERY
    SELECT m.*
    FROM server_memories m
    WHERE m.server_id = wanted_server
        AND m.memory_content ILIKE pattern
        AND (wanted_type IS NULL OR m.memory_type = wanted_type)
        AND (created_from IS NULL OR m.created_at >= created_from)
        AND (created_before IS NULL OR m.created_at < created_before)
        AND (after_created_at IS NULL OR (m.created_at, m.memory_id) < (after_created_at, after_memory_id))
    ORDER BY m.created_at DESC, m.memory_id DESC
    LIMIT row_count;
END
$$;

COMMENT ON FUNCTION search_server_memories(text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
    'Memories of one server that match an ILIKE pattern, newest first; planned for its values at each call.';
