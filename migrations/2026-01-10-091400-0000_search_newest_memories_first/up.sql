-- A search that is planned for its term rests on a sample of a hundred texts: where one of them
-- happens to hold a rare term, PostgreSQL takes it for common and reads the server from the newest
-- memory on, to its end. So the steps are fixed instead: the newest 200 memories are looked through;
-- if the page is not full, and two were found or fewer than 1,000 are left, the next 1,000; what is
-- missing then comes by the trigram index. Where other servers use the term, too, that one looks up
-- each trigram for each memory of the server: for few memories it takes longer than to read them.

CREATE FUNCTION search_older_personal_memories(
    wanted_server bigint,
    pattern text,
    wanted_user bigint,
    wanted_type text,
    created_from timestamptz,
    older_than timestamptz,
    older_than_id bigint,
    row_count bigint
) RETURNS SETOF personal_memories
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_indexscan = off
SET enable_bitmapscan = on AS $$
BEGIN
    RETURN QUERY
    SELECT m.*
    FROM personal_memories m
    WHERE m.server_id = wanted_server
        AND m.memory_content ILIKE pattern
        AND (wanted_user IS NULL OR m.user_id = wanted_user)
        AND (wanted_type IS NULL OR m.memory_type = wanted_type)
        AND (created_from IS NULL OR m.created_at >= created_from)
        AND (m.created_at, m.memory_id) < (older_than, older_than_id)
    ORDER BY m.created_at DESC, m.memory_id DESC
    LIMIT row_count;
END
$$;

COMMENT ON FUNCTION search_older_personal_memories(bigint, text, bigint, text, timestamptz, timestamptz, bigint, bigint) IS
    'Memories of one server that match an ILIKE pattern, by the trigram index; the last step of search_personal_memories.';

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
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off AS $$
DECLARE
    wanted_server bigint := (
        SELECT s.server_id FROM servers s WHERE s.discord_server_id = wanted_guild
    );
    wanted_user bigint := (
        SELECT u.user_id FROM users u WHERE u.discord_user_id = wanted_discord_user
    );
    older_than timestamptz := coalesce(after_created_at, 'infinity');
    older_than_id bigint := coalesce(after_memory_id, 9223372036854775807);
    found_count bigint := 0;
    more bigint;
    look bigint;
    edge record;
BEGIN
    IF wanted_discord_user IS NOT NULL AND wanted_user IS NULL THEN
        RETURN;
    END IF;
    IF created_before <= older_than THEN
        older_than := created_before;
        older_than_id := -9223372036854775808;
    END IF;
    FOREACH look IN ARRAY ARRAY[200, 1000] LOOP
        IF wanted_user IS NULL THEN
            RETURN QUERY
            SELECT m.*
            FROM (
                SELECT n.*
                FROM personal_memories n
                WHERE n.server_id = wanted_server
                    AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                    AND n.created_at >= coalesce(created_from, '-infinity')
                ORDER BY n.created_at DESC, n.memory_id DESC
                LIMIT look
            ) m
            WHERE m.memory_content ILIKE pattern
                AND (wanted_type IS NULL OR m.memory_type = wanted_type)
            ORDER BY m.created_at DESC, m.memory_id DESC
            LIMIT row_count - found_count;
            GET DIAGNOSTICS more = ROW_COUNT;
        ELSE
            RETURN QUERY
            SELECT m.*
            FROM (
                SELECT n.*
                FROM personal_memories n
                WHERE n.server_id = wanted_server
                    AND n.user_id = wanted_user
                    AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                    AND n.created_at >= coalesce(created_from, '-infinity')
                ORDER BY n.created_at DESC, n.memory_id DESC
                LIMIT look
            ) m
            WHERE m.memory_content ILIKE pattern
                AND (wanted_type IS NULL OR m.memory_type = wanted_type)
            ORDER BY m.created_at DESC, m.memory_id DESC
            LIMIT row_count - found_count;
            GET DIAGNOSTICS more = ROW_COUNT;
        END IF;
        found_count := found_count + more;
        IF found_count >= row_count THEN
            RETURN;
        END IF;
        IF wanted_user IS NULL THEN
            SELECT n.created_at, n.memory_id INTO edge
            FROM personal_memories n
            WHERE n.server_id = wanted_server
                AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                AND n.created_at >= coalesce(created_from, '-infinity')
            ORDER BY n.created_at DESC, n.memory_id DESC
            OFFSET look - 1 LIMIT 1;
        ELSE
            SELECT n.created_at, n.memory_id INTO edge
            FROM personal_memories n
            WHERE n.server_id = wanted_server
                AND n.user_id = wanted_user
                AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                AND n.created_at >= coalesce(created_from, '-infinity')
            ORDER BY n.created_at DESC, n.memory_id DESC
            OFFSET look - 1 LIMIT 1;
        END IF;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        older_than := edge.created_at;
        older_than_id := edge.memory_id;
        IF found_count < 2 AND wanted_user IS NULL THEN
            EXIT WHEN EXISTS (
                SELECT FROM personal_memories n
                WHERE n.server_id = wanted_server
                    AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                    AND n.created_at >= coalesce(created_from, '-infinity')
                ORDER BY n.created_at DESC, n.memory_id DESC
                OFFSET 999
            );
        ELSIF found_count < 2 THEN
            EXIT WHEN EXISTS (
                SELECT FROM personal_memories n
                WHERE n.server_id = wanted_server
                    AND n.user_id = wanted_user
                    AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                    AND n.created_at >= coalesce(created_from, '-infinity')
                ORDER BY n.created_at DESC, n.memory_id DESC
                OFFSET 999
            );
        END IF;
    END LOOP;
    RETURN QUERY
    SELECT * FROM search_older_personal_memories(
        wanted_server, pattern, wanted_user, wanted_type, created_from,
        older_than, older_than_id, row_count - found_count
    );
END
$$;

COMMENT ON FUNCTION search_personal_memories(text, text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
    'Memories of one server that match an ILIKE pattern, newest first: among the newest by their time, then by the trigram index.';

CREATE FUNCTION search_older_server_memories(
    wanted_server bigint,
    pattern text,
    wanted_type text,
    created_from timestamptz,
    older_than timestamptz,
    older_than_id bigint,
    row_count bigint
) RETURNS SETOF server_memories
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_indexscan = off
SET enable_bitmapscan = on AS $$
BEGIN
    RETURN QUERY
    SELECT m.*
    FROM server_memories m
    WHERE m.server_id = wanted_server
        AND m.memory_content ILIKE pattern
        AND (wanted_type IS NULL OR m.memory_type = wanted_type)
        AND (created_from IS NULL OR m.created_at >= created_from)
        AND (m.created_at, m.memory_id) < (older_than, older_than_id)
    ORDER BY m.created_at DESC, m.memory_id DESC
    LIMIT row_count;
END
$$;

COMMENT ON FUNCTION search_older_server_memories(bigint, text, text, timestamptz, timestamptz, bigint, bigint) IS
    'Memories of one server that match an ILIKE pattern, by the trigram index; the last step of search_server_memories.';

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
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off AS $$
DECLARE
    wanted_server bigint := (
        SELECT s.server_id FROM servers s WHERE s.discord_server_id = wanted_guild
    );
    older_than timestamptz := coalesce(after_created_at, 'infinity');
    older_than_id bigint := coalesce(after_memory_id, 9223372036854775807);
    found_count bigint := 0;
    more bigint;
    look bigint;
    edge record;
BEGIN
    IF created_before <= older_than THEN
        older_than := created_before;
        older_than_id := -9223372036854775808;
    END IF;
    FOREACH look IN ARRAY ARRAY[200, 1000] LOOP
        RETURN QUERY
        SELECT m.*
        FROM (
            SELECT n.*
            FROM server_memories n
            WHERE n.server_id = wanted_server
                AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                AND n.created_at >= coalesce(created_from, '-infinity')
            ORDER BY n.created_at DESC, n.memory_id DESC
            LIMIT look
        ) m
        WHERE m.memory_content ILIKE pattern
            AND (wanted_type IS NULL OR m.memory_type = wanted_type)
        ORDER BY m.created_at DESC, m.memory_id DESC
        LIMIT row_count - found_count;
        GET DIAGNOSTICS more = ROW_COUNT;
        found_count := found_count + more;
        IF found_count >= row_count THEN
            RETURN;
        END IF;
        SELECT n.created_at, n.memory_id INTO edge
        FROM server_memories n
        WHERE n.server_id = wanted_server
            AND (n.created_at, n.memory_id) < (older_than, older_than_id)
            AND n.created_at >= coalesce(created_from, '-infinity')
        ORDER BY n.created_at DESC, n.memory_id DESC
        OFFSET look - 1 LIMIT 1;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        older_than := edge.created_at;
        older_than_id := edge.memory_id;
        EXIT WHEN found_count < 2 AND EXISTS (
            SELECT FROM server_memories n
            WHERE n.server_id = wanted_server
                AND (n.created_at, n.memory_id) < (older_than, older_than_id)
                AND n.created_at >= coalesce(created_from, '-infinity')
            ORDER BY n.created_at DESC, n.memory_id DESC
            OFFSET 999
        );
    END LOOP;
    RETURN QUERY
    SELECT * FROM search_older_server_memories(
        wanted_server, pattern, wanted_type, created_from,
        older_than, older_than_id, row_count - found_count
    );
END
$$;

COMMENT ON FUNCTION search_server_memories(text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
    'Memories of one server that match an ILIKE pattern, newest first: among the newest by their time, then by the trigram index.';
