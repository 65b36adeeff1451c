CREATE TABLE events (id BIGINT, year INT NOT NULL, size BIGINT, kind VARCHAR(20) NOT NULL DEFAULT 'new', KEY events_size_idx (size), CONSTRAINT events_size CHECK (size > 0)) PARTITION BY RANGE (year) (
    PARTITION events_2024 VALUES LESS THAN (2025)
);
