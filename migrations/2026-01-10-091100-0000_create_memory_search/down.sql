DROP FUNCTION search_server_memories(
    text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint
);
DROP FUNCTION search_personal_memories(
    text, text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint
);
