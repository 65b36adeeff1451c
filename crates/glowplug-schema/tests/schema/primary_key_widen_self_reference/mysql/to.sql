CREATE TABLE nodes (
    id BIGINT PRIMARY KEY,
    parent_id BIGINT,
    CONSTRAINT nodes_parent FOREIGN KEY (parent_id) REFERENCES nodes (id)
);
