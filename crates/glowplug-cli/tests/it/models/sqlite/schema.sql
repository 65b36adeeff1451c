CREATE TABLE servers (
    server_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL DEFAULT 'en',
    note TEXT DEFAULT 'none',
    score DOUBLE,
    active BOOLEAN NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    length INTEGER GENERATED ALWAYS AS (length(name)) STORED
);

CREATE TABLE channels (
    id INTEGER PRIMARY KEY NOT NULL,
    server_id INTEGER NOT NULL REFERENCES servers (server_id) ON DELETE CASCADE,
    parent_id INTEGER REFERENCES channels (id),
    "ownerId" INTEGER REFERENCES "Accounts" ("accountId"),
    "type" TEXT,
    icon BLOB
);

CREATE TABLE followers (
    follower INTEGER NOT NULL REFERENCES channels (id),
    followed INTEGER NOT NULL REFERENCES channels (id),
    PRIMARY KEY (follower, followed)
) WITHOUT ROWID;

CREATE TABLE words (word TEXT NOT NULL);

-- The key is not the column that Diesel takes for one.
CREATE TABLE "Accounts" ("accountId" INTEGER PRIMARY KEY NOT NULL, id TEXT NOT NULL);
