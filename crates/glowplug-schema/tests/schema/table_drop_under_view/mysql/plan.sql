-- up
DROP VIEW log_users;
-- data-loss: the rows of logs are lost
DROP TABLE logs;
CREATE OR REPLACE VIEW active AS
select `u`.`id` AS `id`,`u`.`name` AS `name` from `users` `u`;

-- down
CREATE TABLE logs (
    id int NOT NULL,
    user_id int,
    PRIMARY KEY (id)
);
CREATE OR REPLACE VIEW active AS
select `u`.`id` AS `id`,`u`.`name` AS `name` from (`users` `u` join `logs` `l` on(`l`.`user_id` = `u`.`id`));
CREATE VIEW log_users AS
select `logs`.`user_id` AS `user_id` from `logs`;
