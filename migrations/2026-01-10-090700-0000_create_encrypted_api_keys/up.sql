CREATE TABLE encrypted_api_keys (
    api_key_id bigint GENERATED ALWAYS AS IDENTITY,
    server_id bigint NOT NULL,
    provider_name text NOT NULL,
    encrypted_key bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT encrypted_api_keys_pkey PRIMARY KEY (api_key_id),
    CONSTRAINT encrypted_api_keys_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT encrypted_api_keys_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT encrypted_api_keys_server_id_provider_name_key UNIQUE (server_id, provider_name),
    CONSTRAINT encrypted_api_keys_server_id_fkey FOREIGN KEY (server_id)
        REFERENCES servers (server_id) ON DELETE CASCADE,
    CONSTRAINT encrypted_api_keys_provider_name_check CHECK (
        char_length(provider_name) BETWEEN 1 AND 50
        AND NOT is_blank(provider_name)
    )
);

CREATE TRIGGER encrypted_api_keys_set_updated_at BEFORE UPDATE ON encrypted_api_keys
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE encrypted_api_keys IS 'A server''s key for one provider of language models, encrypted.';
COMMENT ON COLUMN encrypted_api_keys.api_key_id IS 'Key of this database.';
COMMENT ON COLUMN encrypted_api_keys.server_id IS 'Whose key it is; goes with the server.';
COMMENT ON COLUMN encrypted_api_keys.provider_name IS 'Which provider, for example google: 1 to 50 characters, one key each.';
COMMENT ON COLUMN encrypted_api_keys.encrypted_key IS 'The sealed format of this crate, or an OpenPGP message of pgcrypto.';
COMMENT ON COLUMN encrypted_api_keys.created_at IS 'When the row was written first.';
COMMENT ON COLUMN encrypted_api_keys.updated_at IS 'When the row was written last; kept by a trigger.';
