-- up
-- data-loss: the rows of adults are lost
DROP TABLE adults;
CREATE VIEW adults AS
select `people`.`id` AS `id` from `people` where `people`.`age` > 17;

-- down
DROP VIEW adults;
CREATE TABLE adults (
    id int NOT NULL,
    PRIMARY KEY (id)
);
