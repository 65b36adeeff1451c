create table users (
  id integer not null primary key auto_increment, -- the key
  name char varying(20) default "x" not null /* a comment */,
  active bool not null default false,
  price dec(8,2),
  at timestamp not null default now(),
  body json,
  constraint positive check ((price > 0))
);
create index users_name on users (name asc);
create view names as select name from users where (name != "x");
create trigger polite before insert on users for each row set new.name = trim( new.name );
