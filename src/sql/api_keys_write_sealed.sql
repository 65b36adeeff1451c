UPDATE encrypted_api_keys
SET encrypted_key = changed.encrypted_key
FROM unnest($1, $2) AS changed (api_key_id, encrypted_key)
WHERE encrypted_api_keys.api_key_id = changed.api_key_id
