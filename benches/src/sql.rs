//! The statements as the data layer sends them, for the contenders that take SQL as text.

/// The columns of a personal memory.
macro_rules! memory_columns {
    () => {
        "memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at"
    };
}

/// The condition on user and server, whose values are `$1` to `$4`.
macro_rules! owned {
    () => {
        "WHERE user_id = (SELECT users.user_id FROM users WHERE users.discord_user_id = $1 LIMIT $2) \
         AND server_id = (SELECT servers.server_id FROM servers \
         WHERE servers.discord_server_id = $3 LIMIT $4) "
    };
}

/// Nothing at all: one round trip.
pub const PING: &str = "SELECT 1";

/// Content, type, guild, user.
pub const ADD: &str = concat!(
    "INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type) ",
    "SELECT users.user_id, servers.server_id, $1, $2 FROM users ",
    "INNER JOIN servers ON servers.discord_server_id = $3 ",
    "WHERE users.discord_user_id = $4 RETURNING ",
    memory_columns!()
);

/// Guild, 1.
pub const STATE: &str = "SELECT servers.server_id, servers.discord_server_id, servers.config, \
     tomori_instances.personality_data AS personality, tomori_instances.llm_config AS llm \
     FROM servers \
     INNER JOIN tomori_instances ON tomori_instances.server_id = servers.server_id \
     WHERE servers.discord_server_id = $1 LIMIT $2";

/// User, 1, guild, 1, time and key of the place, rows.
pub const PAGE: &str = concat!(
    "SELECT ",
    memory_columns!(),
    " FROM personal_memories ",
    owned!(),
    "AND (created_at, memory_id) < ($5, $6) \
     ORDER BY created_at DESC, memory_id DESC LIMIT $7"
);

/// User, 1, guild, 1, rows, rows to skip.
pub const OFFSET_PAGE: &str = concat!(
    "SELECT ",
    memory_columns!(),
    " FROM personal_memories ",
    owned!(),
    "ORDER BY created_at DESC, memory_id DESC LIMIT $5 OFFSET $6"
);

/// Path, value, guild.
pub const SET_CONFIG: &str = "UPDATE servers SET config = jsonb_set(servers.config, $1, $2) \
     WHERE servers.discord_server_id = $3 \
     RETURNING server_id, discord_server_id, config, created_at, updated_at";

/// The search of the data layer: guild, pattern, rows.
pub const SEARCH: &str = "SELECT memory_id, server_id, memory_content, memory_type, created_at, \
     updated_at FROM search_server_memories($1, $2, NULL, NULL, NULL, NULL, NULL, $3)";

/// A search as it is written without it: guild, pattern, rows.
pub const ILIKE: &str = "SELECT memory_id, server_id, memory_content, memory_type, created_at, \
     updated_at FROM server_memories \
     WHERE server_id = (SELECT server_id FROM servers WHERE discord_server_id = $1) \
     AND memory_content ILIKE $2 ORDER BY created_at DESC, memory_id DESC LIMIT $3";

/// Keys of user and server are known.
pub const COPY: &str = "COPY personal_memories (user_id, server_id, memory_content, memory_type) \
     FROM STDIN (FORMAT binary)";

/// Contents, types, user, guild.
pub const BULK: &str = concat!(
    "INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type) ",
    "SELECT u.user_id, s.server_id, m.memory_content, m.memory_type FROM users u ",
    "CROSS JOIN servers s ",
    "CROSS JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS m (memory_content, memory_type, position) ",
    "WHERE u.discord_user_id = $3 AND s.discord_server_id = $4 ORDER BY m.position RETURNING ",
    memory_columns!()
);

/// Server, provider, key, secret.
pub const STORE_KEY: &str = "INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key) \
     VALUES ($1, $2, pgp_sym_encrypt($3, $4)) ON CONFLICT (server_id, provider_name) \
     DO UPDATE SET encrypted_key = excluded.encrypted_key \
     RETURNING api_key_id, server_id, provider_name, created_at, updated_at";

/// Secret, server, provider.
pub const REVEAL_KEY: &str = "SELECT pgp_sym_decrypt(encrypted_key, $1) FROM encrypted_api_keys \
     WHERE server_id = $2 AND provider_name = $3 LIMIT 1";

/// From, 1, to, 1, guild, 1.
pub const TRANSFER_ROUTE: &str = "SELECT \
     (SELECT users.user_id FROM users WHERE users.discord_user_id = $1 LIMIT $2) AS source, \
     (SELECT users.user_id FROM users WHERE users.discord_user_id = $3 LIMIT $4) AS target, \
     (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $5 LIMIT $6) AS server";

/// To, from, server.
pub const TRANSFER: &str = "UPDATE personal_memories SET user_id = $1 \
     WHERE user_id = $2 AND server_id = $3 RETURNING memory_id";

/// Server, type, message, context.
pub const TRANSFER_LOG: &str = "INSERT INTO error_logs \
     (server_id, error_type, error_message, error_context) VALUES ($1, $2, $3, $4) \
     RETURNING error_log_id, server_id, error_type, error_message, error_context, created_at, updated_at";

/// Guild.
pub const STATISTICS: &str = include_str!("../../src/sql/memories_statistics.sql");

/// Type, time, rows.
pub const PURGE: &str = include_str!("../../src/sql/personal_memories_purge_all_servers.sql");

/// User.
pub const USER: &str = include_str!("../../src/sql/users_get_or_insert.sql");

/// Guild, 1, time and key of the place, rows.
pub const SERVER_PAGE: &str = "SELECT memory_id, server_id, memory_content, memory_type, \
     created_at, updated_at FROM server_memories WHERE server_id = (SELECT servers.server_id \
     FROM servers WHERE servers.discord_server_id = $1 LIMIT $2) \
     AND (created_at, memory_id) < ($3, $4) ORDER BY created_at DESC, memory_id DESC LIMIT $5";
