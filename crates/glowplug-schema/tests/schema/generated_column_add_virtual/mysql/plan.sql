-- up
ALTER TABLE items
    ADD COLUMN total int GENERATED ALWAYS AS (`price` * `amount`) VIRTUAL,
    ADD COLUMN kind varchar(20) GENERATED ALWAYS AS (json_value(`body`,'$.kind')) VIRTUAL,
    ADD KEY items_kind_idx (kind);

-- down
ALTER TABLE items
    DROP KEY items_kind_idx,
    DROP COLUMN total,
    DROP COLUMN kind;
