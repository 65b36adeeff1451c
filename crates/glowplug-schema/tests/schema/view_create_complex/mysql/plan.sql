-- up
CREATE VIEW v AS
with recursive n(`i`) as (select 1 AS `i` union all select `n`.`i` + 1 AS `i + 1` from `n` where `n`.`i` < 5)select `t`.`a` AS `x`,case when `t`.`b` is null then 'none' else concat(`t`.`b`,'!') end AS `y z` from (`t` left join `n` on(`n`.`i` = `t`.`a`)) where `t`.`a` not in (2,4) and `t`.`b`  not like '%|_' escape '|' or exists(select 1 from `t` `o` where `o`.`id` = -`t`.`id` limit 1) group by `t`.`a` having count(0) >= 0 order by 1 desc,2 limit 1,10;
CREATE VIEW w AS
select `t`.`a` AS `a`,row_number() over ( partition by `t`.`b` order by `t`.`a` desc) AS `n`,cast(`t`.`a` as double) / 2 AS `half` from `t` union select 1 AS `1`,2 AS `2`,0.5 AS `0.5`;

-- down
DROP VIEW v;
DROP VIEW w;
