// @generated automatically by Diesel CLI.

diesel::table! {
    /// A server's key for one provider of language models, encrypted.
    encrypted_api_keys (api_key_id) {
        /// Key of this database.
        api_key_id -> Int8,
        /// Whose key it is; goes with the server.
        server_id -> Int8,
        /// Which provider, for example google: 1 to 50 characters, one key each.
        provider_name -> Text,
        /// The sealed format of this crate, or an OpenPGP message of pgcrypto.
        encrypted_key -> Bytea,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What went wrong, and what somebody should be able to look up later.
    error_logs (error_log_id) {
        /// Key of this database.
        error_log_id -> Int8,
        /// Where it happened, if in a server; empty once that server is gone.
        server_id -> Nullable<Int8>,
        /// Its kind, for example memory_transfer: 1 to 100 characters.
        error_type -> Text,
        /// What happened: 1 to 10,000 characters.
        error_message -> Text,
        /// What helps to understand it: JSON of free form, no secrets.
        error_context -> Jsonb,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What the bot remembers of one user in one server.
    personal_memories (memory_id) {
        /// Key of this database.
        memory_id -> Int8,
        /// Whom the memory is about; goes with the user.
        user_id -> Int8,
        /// Where it was learned; goes with the server.
        server_id -> Int8,
        /// The memory: 1 to 1,000 characters, not blank.
        memory_content -> Text,
        /// Its kind, for example general or learned_by_tomori: 1 to 50 characters.
        memory_type -> Text,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What the bot remembers of one server as a whole.
    server_memories (memory_id) {
        /// Key of this database.
        memory_id -> Int8,
        /// Which server; the memory goes with it.
        server_id -> Int8,
        /// The memory: 1 to 1,000 characters, not blank.
        memory_content -> Text,
        /// Its kind, for example general or learned_by_tomori: 1 to 50 characters.
        memory_type -> Text,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A Discord server (guild) that the bot was set up in.
    servers (server_id) {
        /// Key of this database.
        server_id -> Int8,
        /// Discord's snowflake of the guild, in decimal.
        discord_server_id -> Text,
        /// Settings of the bot in this server: an object; keys that this schema does not know are kept.
        config -> Jsonb,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// The bot as it lives in one server: its personality and its language model.
    tomori_instances (tomori_instance_id) {
        /// Key of this database.
        tomori_instance_id -> Int8,
        /// Where it lives, one for each server; goes with the server.
        server_id -> Int8,
        /// Its personality: an object, at first a copy of the preset's.
        personality_data -> Jsonb,
        /// Provider, model and temperature: an object.
        llm_config -> Jsonb,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A personality that a server can start from.
    tomori_presets (tomori_preset_id) {
        /// Key of this database.
        tomori_preset_id -> Int8,
        /// What people pick: 1 to 100 characters.
        tomori_preset_name -> Text,
        /// What it is like: at most 2,000 characters.
        tomori_preset_desc -> Text,
        /// A BCP 47 tag, for example en-US.
        preset_language -> Text,
        /// The personality: an object of free form, copied into each instance.
        personality_data -> Jsonb,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A Discord user whom the bot has met.
    users (user_id) {
        /// Key of this database.
        user_id -> Int8,
        /// Discord's snowflake of the user, in decimal.
        discord_user_id -> Text,
        /// What the user likes, for example language_pref and timezone: an object of free form.
        preferences -> Jsonb,
        /// When the row was written first.
        created_at -> Timestamptz,
        /// When the row was written last; kept by a trigger.
        updated_at -> Timestamptz,
    }
}

diesel::joinable!(encrypted_api_keys -> servers (server_id));
diesel::joinable!(error_logs -> servers (server_id));
diesel::joinable!(personal_memories -> servers (server_id));
diesel::joinable!(personal_memories -> users (user_id));
diesel::joinable!(server_memories -> servers (server_id));
diesel::joinable!(tomori_instances -> servers (server_id));

diesel::allow_tables_to_appear_in_same_query!(
    encrypted_api_keys,
    error_logs,
    personal_memories,
    server_memories,
    servers,
    tomori_instances,
    tomori_presets,
    users,
);
