UPDATE encrypted_api_keys
SET encrypted_key = pgp_sym_encrypt(changed.api_key, $1, $2)
FROM unnest($3, $4) AS changed (api_key_id, api_key)
WHERE encrypted_api_keys.api_key_id = changed.api_key_id
