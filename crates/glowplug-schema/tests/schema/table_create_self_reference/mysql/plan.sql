-- up
CREATE TABLE nodes (
    id int NOT NULL AUTO_INCREMENT,
    parent_id int,
    path varchar(100),
    PRIMARY KEY (id),
    UNIQUE KEY nodes_path_key (path),
    KEY nodes_parent_id_idx (parent_id),
    CONSTRAINT nodes_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES nodes (id) ON DELETE CASCADE
);

-- down
-- data-loss: the rows of nodes are lost
DROP TABLE nodes;
