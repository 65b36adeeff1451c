INSERT INTO users (discord_user_id)
SELECT (5000000 + n)::text FROM generate_series(1, 5000) n;

INSERT INTO servers (discord_server_id, config)
SELECT (5000000 + n)::text, '{}' FROM generate_series(1, 5000) n;

INSERT INTO tomori_instances (server_id, llm_config)
SELECT server_id, '{"llm_provider": "google", "llm_codename": "gemini", "llm_temperature": 0.7}'
FROM servers WHERE discord_server_id LIKE '5%';

INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key)
SELECT server_id, 'google', '\x00' FROM servers WHERE discord_server_id LIKE '5%';

INSERT INTO tomori_presets (tomori_preset_name, tomori_preset_desc, preset_language)
SELECT 'preset ' || n, '', CASE n % 10 WHEN 0 THEN 'en' ELSE 'ja' END
FROM generate_series(1, 5000) n;

INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type, created_at)
SELECT u.user_id, s.server_id, 'hay ' || md5(n::text), 'general', now() - interval '1 s' * n
FROM generate_series(1, 30000) n
JOIN users u ON u.discord_user_id = (5000000 + 1 + n % 5000)::text
JOIN servers s ON s.discord_server_id = (5000000 + 1 + n % 4999)::text;

INSERT INTO server_memories (server_id, memory_content, memory_type, created_at)
SELECT s.server_id, 'hay ' || md5(n::text), 'general', now() - interval '1 s' * n
FROM generate_series(1, 30000) n
JOIN servers s
ON s.discord_server_id = CASE WHEN n <= 15000 THEN '1001' ELSE (5000000 + 1 + n % 4999)::text END;

INSERT INTO error_logs (server_id, error_type, error_message)
SELECT s.server_id, 'type ' || n % 50, 'message'
FROM generate_series(1, 20000) n
JOIN servers s ON s.discord_server_id = (5000000 + 1 + n % 4999)::text;

ANALYZE;
