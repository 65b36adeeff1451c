INSERT INTO tomori_presets (tomori_preset_name, tomori_preset_desc, preset_language, personality_data)
VALUES ('SPARE', '', 'en', '{}'), ('mine', '', 'en', '{"tone": "mine"}'), ('FOREIGN', '', 'ja', '{}');

INSERT INTO tomori_instances (server_id, personality_data, llm_config)
SELECT
    server_id,
    jsonb_build_object('label', config ->> 'tomori_nickname'),
    '{"llm_provider": "google", "llm_codename": "gemini", "llm_temperature": 0.7}'
FROM servers
ORDER BY server_id;

-- The tenant's in this guild, the tenant's in the other guild, another user's in this guild.
INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type, created_at)
SELECT u.user_id, s.server_id, m.content, m.type, timestamptz '2026-01-01' + interval '1 s' * m.age
FROM (VALUES
    ('2001', '1002', 'FOREIGN canary', 'general', 1),
    ('2003', '1001', 'FOREIGN canary', 'general', 2),
    ('2003', '1002', 'FOREIGN canary', 'general', 3),
    ('2001', '1001', 'SPARE canary', 'general', 4),
    ('2001', '1001', 'canary memory', 'general', 5),
    ('2001', '1001', 'old', 'temporary', 6),
    ('2001', '1002', 'FOREIGN canary', 'general', 7),
    ('2003', '1001', 'FOREIGN canary', 'general', 8),
    ('2003', '1002', 'FOREIGN canary', 'general', 9)
) AS m (user_key, guild, content, type, age)
JOIN users u ON u.discord_user_id = m.user_key
JOIN servers s ON s.discord_server_id = m.guild
ORDER BY m.age;

INSERT INTO server_memories (server_id, memory_content, memory_type, created_at)
SELECT s.server_id, m.content, m.type, timestamptz '2026-01-01' + interval '1 s' * m.age
FROM (VALUES
    ('1002', 'FOREIGN canary', 'general', 1),
    ('1001', 'SPARE canary', 'general', 2),
    ('1001', 'canary memory', 'general', 3),
    ('1001', 'old', 'temporary', 4),
    ('1002', 'FOREIGN canary', 'general', 5)
) AS m (guild, content, type, age)
JOIN servers s ON s.discord_server_id = m.guild
ORDER BY m.age;

INSERT INTO error_logs (server_id, error_type, error_message)
SELECT s.server_id, e.type, e.message
FROM (VALUES
    ('1002', 'kind', 'FOREIGN', 1),
    ('1001', 'FOREIGN', 'FOREIGN', 2),
    ('1001', 'kind', 'SPARE', 3),
    ('1001', 'kind', 'mine', 4)
) AS e (guild, type, message, place)
JOIN servers s ON s.discord_server_id = e.guild
ORDER BY e.place;
