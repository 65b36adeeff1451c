DROP TABLE encrypted_api_keys;
