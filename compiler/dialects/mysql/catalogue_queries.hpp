// SPDX-License-Identifier: Apache-2.0
// The questions to information_schema. `{0}` is the list of schemas.
// https://dev.mysql.com/doc/refman/8.4/en/information-schema.html, https://mariadb.com/kb/en/information-schema/
#pragma once

namespace retort::dialects::mysql::queries {

// 0 version, 1 the schema of the session
inline constexpr char server[] = "select version(), database()";
// 0 name
inline constexpr char databases[] =
    "select SCHEMA_NAME from information_schema.SCHEMATA where SCHEMA_NAME not in ('information_schema', "
    "'performance_schema', 'mysql', 'sys') order by SCHEMA_NAME";
// Tables that somebody else changes are waited for some seconds, not for a day or a year, which is usual.
// https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_lock_wait_timeout
inline constexpr char wait_seconds[] =
    "set @retort_lock_wait_timeout = @@session.lock_wait_timeout, session lock_wait_timeout = "
    "cast(least(@@session.lock_wait_timeout, 10) as signed)";
inline constexpr char wait_as_before[] = "set session lock_wait_timeout = @retort_lock_wait_timeout";
// 0 the schema of the session
inline constexpr char current[] = "select database()";
// 0 name
inline constexpr char schemas[] =
    "select SCHEMA_NAME from information_schema.SCHEMATA where SCHEMA_NAME in ({0}) order by SCHEMA_NAME";
// 0 schema, 1 name, 2 kind, 3 engine, 4 collation, 5 comment, 6 character set of the collation, 7 options as written
inline constexpr char tables[] =
    "select t.TABLE_SCHEMA, t.TABLE_NAME, t.TABLE_TYPE, t.ENGINE, t.TABLE_COLLATION, t.TABLE_COMMENT, "
    "c.CHARACTER_SET_NAME, t.CREATE_OPTIONS "
    "from information_schema.TABLES t left join information_schema.COLLATION_CHARACTER_SET_APPLICABILITY c on "
    "{1} = t.TABLE_COLLATION where t.TABLE_SCHEMA in ({0}) order by t.TABLE_SCHEMA, t.TABLE_NAME";
// 0 schema, 1 table, 2 name, 3 type, 4 nullable, 5 default, 6 extra, 7 comment, 8 generated as, 9 character set,
// 10 collation, 11 kind of type, 12 spatial reference
inline constexpr char columns[] =
    "select TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, {3}, EXTRA, COLUMN_COMMENT, "
    "{2}, CHARACTER_SET_NAME, COLLATION_NAME, DATA_TYPE, {1} from information_schema.COLUMNS where "
    "TABLE_SCHEMA in ({0}) order by TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";
// 0 schema, 1 table, 2 name, 3 column, 4 other schema, 5 other table, 6 its column, 7 on update, 8 on delete
inline constexpr char references[] =
    "select k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, "
    "k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.UPDATE_RULE, r.DELETE_RULE from "
    "information_schema.KEY_COLUMN_USAGE k join information_schema.REFERENTIAL_CONSTRAINTS r on r.CONSTRAINT_SCHEMA = "
    "k.CONSTRAINT_SCHEMA and r.CONSTRAINT_NAME = k.CONSTRAINT_NAME and r.TABLE_NAME = k.TABLE_NAME where "
    "k.TABLE_SCHEMA in ({0}) and k.REFERENCED_TABLE_NAME is not null order by k.TABLE_SCHEMA, k.TABLE_NAME, "
    "k.CONSTRAINT_NAME, k.ORDINAL_POSITION";
// 0 schema, 1 table, 2 name, 3 condition, 4 enforced. The names of checks are the schema's on MySQL, the table's on
// MariaDB.
inline constexpr char checks_of_mysql[] =
    "select t.TABLE_SCHEMA, t.TABLE_NAME, c.CONSTRAINT_NAME, {1}, t.ENFORCED from "
    "information_schema.CHECK_CONSTRAINTS c join information_schema.TABLE_CONSTRAINTS t on t.CONSTRAINT_SCHEMA = "
    "c.CONSTRAINT_SCHEMA and t.CONSTRAINT_NAME = c.CONSTRAINT_NAME and t.CONSTRAINT_TYPE = 'CHECK' where "
    "t.TABLE_SCHEMA in ({0}) order by t.TABLE_SCHEMA, t.TABLE_NAME, c.CONSTRAINT_NAME";
inline constexpr char checks_of_mariadb[] =
    "select CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, 'YES' from "
    "information_schema.CHECK_CONSTRAINTS where CONSTRAINT_SCHEMA in ({0}) order by CONSTRAINT_SCHEMA, TABLE_NAME, "
    "CONSTRAINT_NAME";
// What a server of this version calls the column that says whether an index is used: 0 name
// https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html, https://mariadb.com/kb/en/ignored-indexes/
inline constexpr char index_use[] =
    "select COLUMN_NAME from information_schema.COLUMNS where TABLE_SCHEMA = 'information_schema' and TABLE_NAME = "
    "'STATISTICS' and COLUMN_NAME in ('IS_VISIBLE', 'IGNORED')";
// A row a column: 0 schema, 1 table, 2 name, 3 not unique, 4 column, 5 order, 6 length, 7 method, 8 expression,
// 9 comment, 10 what `index_use` has named
inline constexpr char indexes[] =
    "select TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, COLLATION, SUB_PART, INDEX_TYPE, {1}, "
    "INDEX_COMMENT, {2} from information_schema.STATISTICS where TABLE_SCHEMA in ({0}) order by TABLE_SCHEMA, "
    "TABLE_NAME, INDEX_NAME, "
    "SEQ_IN_INDEX";
// 0 schema, 1 name, 2 text, 3 check option, 4 whose rights count, 5 its definer, where that is another user than this
inline constexpr char views[] =
    "select TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE, case when DEFINER <> "
    "current_user() then DEFINER end from information_schema.VIEWS where TABLE_SCHEMA in ({0}) order by TABLE_SCHEMA, "
    "TABLE_NAME";
// 0 schema, 1 name of the object, 2 what it is, 3 whether it is one of a table
inline constexpr char others[] =
    "select TRIGGER_SCHEMA, EVENT_OBJECT_TABLE, concat('trigger ''', TRIGGER_NAME, ''''), 1 from "
    "information_schema.TRIGGERS where TRIGGER_SCHEMA in ({0}) union all select ROUTINE_SCHEMA, ROUTINE_NAME, "
    "lower(ROUTINE_TYPE), 0 from information_schema.ROUTINES where ROUTINE_SCHEMA in ({0}) union all select "
    "EVENT_SCHEMA, EVENT_NAME, 'event', 0 from information_schema.EVENTS where EVENT_SCHEMA in ({0}) union all select "
    "distinct TABLE_SCHEMA, TABLE_NAME, 'it is partitioned', 1 from information_schema.PARTITIONS where PARTITION_NAME "
    "is not null and TABLE_SCHEMA in ({0}) order by 1, 2, 3";

}  // namespace retort::dialects::mysql::queries
