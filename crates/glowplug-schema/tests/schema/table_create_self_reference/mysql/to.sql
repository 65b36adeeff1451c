CREATE TABLE nodes (
    id INT PRIMARY KEY AUTO_INCREMENT,
    parent_id INT,
    path VARCHAR(100),
    UNIQUE KEY nodes_path_key (path),
    KEY nodes_parent_id_idx (parent_id),
    CONSTRAINT nodes_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES nodes (id) ON DELETE CASCADE
);
