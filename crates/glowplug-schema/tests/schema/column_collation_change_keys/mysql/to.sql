CREATE TABLE users (
    name VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY,
    email VARCHAR(20) COLLATE utf8mb4_general_ci,
    code VARCHAR(20) COLLATE utf8mb4_bin,
    free VARCHAR(20) COLLATE utf8mb4_general_ci,
    UNIQUE KEY users_email (email),
    UNIQUE KEY users_code (code)
);
