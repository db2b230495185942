// SPDX-License-Identifier: Apache-2.0
// Schemas as other people's tools make them, read from a server: the file parses, what it says is made on an empty
// database, and read from there again the text is the same.
#include <gmock/gmock.h>

#include "compiler/ast/print.hpp"
#include "compiler/model/changes/changes.hpp"
#include "compiler/syntax/parse.hpp"
#include "tests/dialects/run.hpp"

namespace retort::dialects::test {
namespace {

using testing::HasSubstr;

struct Read {
  std::string text, unsaid;
};
Read shown(inspect::Inspected read, Target const& target) {
  Read out;
  for (auto const& [object, what] : read.unsaid) out.unsaid += object + ": " + what + "\n";
  read.unsaid.clear();
  out.text = inspect::schema_text(read, to_string(target.which));
  return out;
}

// A revision that makes what a schema file says.
std::string revision_of(std::string const& text, Target const& target) {
  Sources sources;
  Sink sink;
  auto const file = syntax::parse(sources, sources.add("read.mig", text), sink);
  model::ReplayOptions options;
  options.target = target.which;
  std::string out = "revision a1 'As it was read'; revises base; upgrade {\n";
  if (auto const* desired = std::get_if<ast::DesiredSchema>(&file.content)) {
    auto const schema = model::desired_schema(*desired, options, sink);
    for (auto const& change : model::changes_between({}, schema, {}, options).list) {
      ast::Statement statement;
      statement.operation = change.operation;
      out += ast::print(statement) + "\n";
    }
  }
  for (auto const& d : sink.all()) ADD_FAILURE() << d.message;
  return out + "}\n";
}

Read read_of(Target const& target, std::vector<std::string> const& statements) {
  auto const database = target.open();
  for (auto const& statement : statements) database->run(statement);
  auto out = shown(read_back(target, *database, nullptr), target);
  auto const history = planned(target, {revision_of(out.text, target)});
  EXPECT_EQ(faults(history, false), "") << out.text;
  Runner runner(history, {});
  runner.upgrade(0);
  EXPECT_EQ(shown(read_back(target, runner.database, nullptr), target).text, out.text);
  return out;
}

TEST(Foreign, PostgreSql) {
  auto const read = read_of(
      postgresql(),
      {"create schema \"Sales\"",
       "create type status as enum ('new', 'it''s old')",
       "create table users (id serial primary key, big bigserial unique, name varchar, code char(3) default 'abc', "
       "short varchar(20) not null default 'x', at timestamp(3) default now(), day date default '2026-01-02', moment "
       "timestamptz default '2026-01-02 03:04:05+02', tags text[] default '{}', price numeric(10,2) default 0.0, ratio "
       "double precision default -1.5, rate numeric, ok boolean not null default false, kind status default 'new', "
       "payload jsonb default '{}', raw json, n int default 7, m smallint default -3, b bytea default '\\x00ff', u "
       "uuid "
       "default gen_random_uuid(), net inet, total numeric(10,2) generated always as (price * 2) stored)",
       "comment on table users is 'those who''d buy'",
       "comment on column users.name is 'as shown'",
       "alter table users add constraint ck_price check (price > 0 and kind in ('new', 'it''s old') or short like 'a%' "
       "and n between 1 and 9 and m not in (1, 2))",
       "alter table users add constraint ck_one check (short = 'a' and lower(short) <> 'b' and (n is null or n % 2 = "
       "0) and coalesce(n, 0) >= 0)",
       "create index on users (lower(short), n desc) where ok and price > 5.5",
       "create unique index uq_inc on users (n) include (m)",
       "create index ix_ops on users (short text_pattern_ops)",
       "create index ix_hash on users using hash (n)",
       "create table \"Sales\".\"Order Lines\" (\"Order\" int, line int, \"user\" int references users on delete "
       "cascade, "
       "primary key (\"Order\", line))",
       "create table a (id int primary key, b int, constraint \"fk A\" unique (b))",
       "create table b (id int primary key, a int references a (b) deferrable initially deferred)",
       "alter table a add constraint fk_circle foreign key (b) references b (id) on update set null",
       "create sequence counter start 5 increment 2",
       "create table s (n bigint not null default nextval('counter'))",
       "create view seen as select u.id, u.short as name, count(*) as n from users u left join s on s.n = u.id where "
       "u.ok group by u.id, u.short order by u.id limit 5",
       "create view odd as select id, row_number() over (order by id) from users",
       "create table inv (id int primary key, n int, constraint uq_cover unique (n) include (id)) ",
       "create unique index uq_plain on inv (n, id)",
       "create table of_index (n int, m int, foreign key (n, m) references inv (n, id), at6 timestamp(6), name "
       "varchar(20))",
       "create index ix_fill on of_index (n) with (fillfactor = 70)",
       "comment on index ix_fill is 'x'",
       "comment on constraint uq_cover on inv is 'x'",
       "comment on type status is 'x'",
       "comment on schema \"Sales\" is 'x'",
       "create table counts (a int generated always as identity (start 100 increment 5), b int)",
       "create sequence loose owned by counts.b",
       "alter table counts alter b set default nextval('loose')",
       "alter table counts replica identity full",
       "create table whole (id int, at date not null) partition by range (at)",
       "create table part_1 partition of whole for values from ('2020-01-01') to ('2021-01-01')",
       "create table child (more int) inherits (inv)",
       "create table ex (r int4range, exclude using gist (r with &&))",
       "alter table ex enable row level security",
       "create policy pol on ex using (true)",
       "create rule ru as on insert to ex do also nothing",
       "create materialized view mv as select 1 as x",
       "create extension citext",
       "create statistics st on n, m from of_index",
       "alter table of_index add constraint ck_words check (name ~ '^a' and n in (1, 2) or name like 'a\\_b')",
       "create function f() returns trigger language plpgsql as 'begin return new; end'",
       "create trigger tr before insert on users for each row execute function f()",
       "create domain mail as text"});
  for (auto const* part : {"create schema \"Sales\";",
                           "create type status as enum ('new', 'it''s old');",
                           "create sequence counter start with 5 increment by 2;",
                           "id      integer",
                           "not null generated by default as identity",
                           "name    text",
                           "comment 'as shown'",
                           "code    char(3)",
                           "native postgresql 'timestamp(3) without time zone'",
                           "date",
                           "default '2026-01-02'",
                           "text array",
                           "default 0.0",
                           "default -1.5",
                           "native postgresql 'numeric'",
                           "default false",
                           "default 'new'",
                           "native postgresql 'json'",
                           "default -3",
                           "default x'00ff'",
                           "default gen_uuid()",
                           "native postgresql 'inet'",
                           "generated always as (price * 2) stored",
                           "comment 'those who''d buy'",
                           "check (price > 0 and kind in ('new', 'it''s old') or short like 'a%' and n >= 1 and n <= 9 "
                           "and m not in (1, 2))",
                           "create index users_lower_n_idx on users (lower(short), n desc) where ok and price > 5.5;",
                           "create index ix_hash on users using hash (n);",
                           "create table \"Sales\".\"Order Lines\"",
                           "on delete cascade",
                           "deferrable initially deferred",
                           "default next value for counter",
                           "create view seen as\n  select",
                           "for postgresql {\n  create view odd as $$",
                           "references inv (n, id)",
                           "at6  timestamp",
                           "create sequence loose;",
                           "default next value for loose",
                           "check (native postgresql $$((((name)::text ~ '^a'::text) AND"})
    EXPECT_THAT(read.text, HasSubstr(part));
  for (auto const* part : {"table 'users': index 'ix_ops', with an operator class",
                           "table 'users': trigger 'tr'",
                           "function 'f': ",
                           "domain 'mail': columns have it by its name",
                           "table 'inv': constraint 'uq_cover' covers more columns: include (id)",
                           "table 'inv': constraint 'uq_cover' has a comment",
                           "table 'of_index': index 'ix_fill' has options fillfactor=70",
                           "table 'of_index': index 'ix_fill' has a comment",
                           "type 'status': its comment",
                           "schema 'Sales': its comment",
                           "table 'counts': column 'a' is `generated always as identity`",
                           "table 'counts': column 'a' starts with 100 and counts by 5",
                           "sequence 'loose': it goes with column 'b' of table 'counts'",
                           "table 'counts': a replica identity of its own",
                           "table 'whole': it is partitioned",
                           "partition 'part_1': ",
                           "table 'child': it inherits from another table",
                           "table 'ex': constraint 'ex_r_excl': EXCLUDE USING gist",
                           "table 'ex': row level security",
                           "table 'ex': policy 'pol'",
                           "table 'ex': rule 'ru'",
                           "materialized view 'mv': ",
                           "extension 'citext': ",
                           "extended statistics 'st': "})
    EXPECT_THAT(read.unsaid, HasSubstr(part));
}

// What both have in common; `more` are statements of one.
Read read_of_mysql(Target const& target, std::vector<std::string> const& more) {
  std::vector<std::string> all{
      "create table Users (id int unsigned not null auto_increment primary key, name varchar(255) not null default "
      "'it''s', code char(3), small tinyint, flag tinyint(1) not null default 0, n int default 7, big bigint, price "
      "decimal(10,2) default 0.00, ratio double default -1.5, f float, kind enum('new','it''s \\\\old') default 'new', "
      "day "
      "date default '2026-01-02', at datetime, moment datetime(6) default current_timestamp(6), stamp timestamp(6) "
      "null, "
      "changed timestamp(6) not null default current_timestamp(6) on update current_timestamp(6), note text, large "
      "longtext, "
      "data longblob, doc json, total decimal(10,2) generated always as (price * 2) stored, unique key uq_name (name), "
      "key "
      "k_n (n, big desc), key k_prefix (note(10)), constraint ck_price check (price > 0 and kind in ('new') or name "
      "like "
      "'a%' and n between 1 and 9 and n not in (1, 2)), constraint ck_flag check (flag or not flag = 1)) comment "
      "'those "
      "who''d buy' engine = InnoDB default character set utf8mb4 collate utf8mb4_general_ci",
      "create table order_lines (`Order` int, line int, user_id int unsigned, kind enum('new','it''s \\\\old'), "
      "primary key "
      "(`Order`, line), constraint fk_user foreign key (user_id) references Users (id) on delete cascade)",
      "create table a (id int primary key, b int, unique (b))",
      "create table b (id int primary key, a int, foreign key (a) references a (b))",
      "alter table a add constraint fk_circle foreign key (b) references b (id) on delete set null",
      "create view seen as select u.name as n, count(*) as c from Users u left join order_lines l on l.user_id = u.id "
      "where "
      "u.flag = 1 group by u.name order by u.name limit 5",
      "create view odd as select id, row_number() over (order by id) as r from a",
      "create trigger tr before insert on a for each row set new.b = 1",
      "create table profiles (id int primary key, a_id int, bytes binary(4) default '\\0ab', unique key a (a_id), key "
      "k_n (a_id, id), key k_full (id)) row_format = compressed",
      "create table high (id int primary key, b varbinary(9) default x'00ff80c3a9')",
      "create table texts (id int primary key, t text, g geometry not null, c int comment 'x\r\ny', hidden int "
      "invisible, fulltext ft (t), spatial sp (g), key k_com (c) comment 'x', constraint ck_words check (t regexp '^a' "
      "and t like 'a\\\\_b'))",
      "create algorithm = merge sql security invoker view rights as select id from a where id > 1 with check option",
      "create view joined as select concat(note, name) as c from Users",
      "create table alembic_version (v int)"};
  all.insert(all.end(), more.begin(), more.end());
  auto read = read_of(target, all);
  for (auto const* part : {"create table \"Users\" (",
                           "unsigned' not null generated by default as identity",
                           "varchar(255)",
                           "default 'it''s'",
                           "char(3)",
                           "boolean",
                           "default false",
                           "numeric(10,2)",
                           "default -1.5",
                           "create type \"Users_kind\" as enum ('new', 'it''s \\old')",
                           "default '2026-01-02'",
                           "'datetime'",
                           "default now()",
                           "'text'",
                           "bytes",
                           "json",
                           "generated always as (price * 2) stored",
                           "comment 'those who''d buy'",
                           "constraint uq_name unique (name)",
                           "create index k_n on \"Users\" (n, big desc);",
                           "default x'00616200'",
                           "default x'00ff80c3a9'",
                           "constraint pk_order_lines primary key (\"Order\", line)",
                           "constraint fk_user foreign key (user_id) references \"Users\" (id) on delete cascade",
                           "engine",
                           "collate utf8mb4_general_ci",
                           "create view seen as\n  select",
                           "create view odd as $$",
                           "constraint uq_profiles_a_id unique (a_id)",
                           "create index ix_profiles_a_id_id on profiles (a_id, id);",
                           "row_format=COMPRESSED",
                           "create view joined as select \"Users\".note || \"Users\".name as c from \"Users\";"})
    EXPECT_THAT(read.text, HasSubstr(std::string(part) == "engine" ? "options" : part));
  for (auto const* part :
       {"index 'k_prefix' has only the beginning of 'note'", "trigger 'tr'", "changes with its row",
        "table 'profiles': constraint 'a': it has the name of the convention here",
        "table 'profiles': index 'k_n': it is called 'ix_profiles_a_id_id' here, for there is",
        "table 'texts': index 'ft' is of the kind FULLTEXT", "table 'texts': index 'sp' is of the kind SPATIAL",
        "table 'texts': index 'k_com' has a comment", "table 'texts': column 'hidden' is invisible",
        "table 'texts': the comment of column 'c' ends its lines with carriage returns",
        "view 'rights': sql security invoker", "view 'rights': its algorithm is not left to the server",
        "view 'rights': with check option"})
    EXPECT_THAT(read.unsaid, HasSubstr(part));
  return read;
}
// What would mean something else in the language's own words stays in the database's.
TEST(Foreign, QuotientsKeepTheirFractions) {
  auto const of_mariadb =
      read_of(mariadb(),
              {"create table p (id int primary key)",
               "create table s (id int primary key, a int, b int, pct decimal(10,2) as (a / b * 100) stored, whole int "
               "as (a div b) stored, u int, key u (u, a), constraint fk_u foreign key (u) references p (id))"});
  for (auto const* part :
       {"native mariadb $$`a` / `b` * 100$$", "generated always as (a / b) stored", "create index u on s (u, a);"})
    EXPECT_THAT(of_mariadb.text, HasSubstr(part));
  auto const of_postgresql =
      read_of(postgresql(), {"create table t (id int primary key, a int, b int, n numeric(8,2), constraint c1 check "
                             "(a::numeric / b > 0.5), constraint c2 check ((a::numeric + 1) / 2 > 1), constraint c3 "
                             "check (n * 2 > a))"});
  for (auto const* part : {"check (cast(a as native postgresql 'numeric') / ",
                           "(cast(a as native postgresql 'numeric') + ", "check (n * 2 > a)"})
    EXPECT_THAT(of_postgresql.text, HasSubstr(part));
}

TEST(Foreign, MariaDb) {
  auto const read = read_of_mysql(mariadb(), {"create sequence counter start with 5 increment by 2",
                                              "create table s (n bigint not null default nextval(counter), u uuid)"});
  for (auto const* part : {"default next value for counter"}) EXPECT_THAT(read.text, HasSubstr(part));
}
TEST(Foreign, MySql) {
  for (auto const* server : servers()) {  // which say where there is none
    if (server->which != dialect::mysql) continue;
    auto const read = read_of_mysql(*server, {"create table s (c varchar(10), index k_low ((lower(c))))"});
    EXPECT_THAT(read.text, HasSubstr("create index k_low on s (lower("));
  }
}

}  // namespace
}  // namespace retort::dialects::test
