create table if not exists "users" (
  "id" integer not null primary key autoincrement, -- the key
  "name" varchar ( 20 ) not null default "x" /* a comment */,
  constraint "positive" check ( ("id" > 0) )
);
create index if not exists users_name on users ( name asc ) where ( name != 'x' );
create view if not exists names as select "name" from "users";
create trigger if not exists polite after insert on users for each row begin select 1 ; end;
