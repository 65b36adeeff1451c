CREATE TABLE users (
    name VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY,
    email VARCHAR(20) COLLATE utf8mb4_bin,
    code VARCHAR(20) COLLATE utf8mb4_general_ci,
    free VARCHAR(20) COLLATE utf8mb4_bin,
    UNIQUE KEY users_email (email),
    UNIQUE KEY users_code (code)
);
