-- up
ALTER TABLE users
    DROP KEY a,
    DROP KEY b,
    DROP KEY c,
    ADD KEY a (age, name),
    ADD KEY b (name(5)) COMMENT 'short',
    ADD KEY c (age, name DESC);

-- down
ALTER TABLE users
    DROP KEY a,
    DROP KEY b,
    DROP KEY c,
    ADD KEY a (age),
    ADD KEY b (name),
    ADD KEY c (age, name);
