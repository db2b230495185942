// SPDX-License-Identifier: Apache-2.0
// The questions to PostgreSQL's catalogue, 12 and later. Lists are joined by the character 31. What came with a later
// version is asked for by way of to_jsonb(), which knows no column that is not there.
// https://www.postgresql.org/docs/15/catalogs.html
#pragma once

#include <initializer_list>
#include <string>

namespace retort::dialects::postgresql::queries {

inline std::string const not_system = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
// What an extension brought belongs to it.
inline std::string of_no_extension(std::string const& catalogue, std::string const& oid) {
  return "not exists (select from pg_catalog.pg_depend e where e.classid = 'pg_catalog." + catalogue +
         "'::regclass and e.objid = " + oid + " and e.deptype = 'e')";
}
inline std::string names_of(std::string const& numbers, std::string const& table) {
  return "array_to_string(array(select a.attname from unnest(" + numbers +
         ") with ordinality k(number, place) join pg_catalog.pg_attribute a on a.attrelid = " + table +
         " and a.attnum = k.number order by k.place), chr(31))";
}

// Names are shown with their schema unless it is the one of the session; moments in UTC. Somebody else's lock is waited
// for some seconds, where the session has no limit of its own. For this transaction only.
inline std::string const begin = "begin transaction isolation level repeatable read read only";
inline std::string const settings =
    "select current_schema(), set_config('search_path', quote_ident(coalesce(current_schema(), 'public')), true), "
    "set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true), set_config('IntervalStyle', "
    "'postgres', true), case when current_setting('lock_timeout') = '0' then set_config('lock_timeout', '10s', true) "
    "end";

// name
inline std::string const schemas = "select n.nspname from pg_catalog.pg_namespace n where " + not_system + " and " +
                                   of_no_extension("pg_namespace", "n.oid") + " order by 1";

// What a table, an index or a column has besides, as one text: null where there is nothing.
inline std::string besides(std::initializer_list<std::string> texts) {
  std::string out = "nullif(concat_ws(', '";
  for (auto const& text : texts) out += ", " + text;
  return out + "), '')";
}
inline std::string tablespace_of(std::string const& relation) {
  return "(select 'tablespace ' || s.spcname from pg_catalog.pg_tablespace s where s.oid = " + relation +
         ".reltablespace)";
}

// 0 schema, 1 name, 2 kind, 3 comment, 4 oid, 5 is a partition, 6 inherits, 7 persistence, 8 row security, 9 options
// and what else is stored otherwise, 10 definition of a view, 11 columns of a view that have comments or defaults
inline std::string const relations =
    "select n.nspname, c.relname, c.relkind, obj_description(c.oid, 'pg_class'), c.oid::text, c.relispartition, exists "
    "(select from pg_catalog.pg_inherits i where i.inhrelid = c.oid), c.relpersistence, c.relrowsecurity, " +
    besides({"'options ' || array_to_string(c.reloptions, ', ')", tablespace_of("c"),
             "case when c.relkind in ('r', 'p') and c.relreplident <> 'd' then 'a replica identity of its own' end",
             "case when c.reloftype <> 0 then 'the type ' || c.reloftype::regtype end",
             "(select 'the access method ' || a.amname from pg_catalog.pg_am a where a.oid = c.relam and c.relkind in "
             "('r', 'p') and a.amname <> 'heap')",
             "case when exists (select from pg_catalog.pg_index i where i.indrelid = c.oid and i.indisclustered) then "
             "'an index to cluster by' end"}) +
    ", case when c.relkind = 'v' then pg_get_viewdef(c.oid) end, case when c.relkind = 'v' then "
    "array_to_string(array(select a.attname from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0 "
    "and (col_description(c.oid, a.attnum) is not null or a.atthasdef) order by a.attnum), ', ') end from "
    "pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', "
    "'m', 'f') and " +
    not_system + " and " + of_no_extension("pg_class", "c.oid") + " order by n.nspname, c.relname";

// 0 oid of the table, 1 name, 2 type, 3 not null, 4 default, 5 identity, 6 generated, 7 comment, 8 the sequence that
// belongs to it, by its oid, where the default is its next value or it is an identity, 9 kind of the type, 10 schema
// and 11 name of an enum, 12 is an array, 13 collation, 14 how it is stored otherwise
inline std::string const columns =
    "select a.attrelid::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, "
    "d.adrelid), a.attidentity, a.attgenerated, col_description(a.attrelid, a.attnum), (select o.objid::text from "
    "pg_catalog.pg_depend o left join pg_catalog.pg_depend u on u.refobjid = o.objid and u.refclassid = "
    "'pg_catalog.pg_class'::regclass and u.classid = 'pg_catalog.pg_attrdef'::regclass and u.objid = d.oid where "
    "o.classid = 'pg_catalog.pg_class'::regclass and o.refclassid = 'pg_catalog.pg_class'::regclass and o.refobjid = "
    "a.attrelid and o.refobjsubid = a.attnum and (o.deptype = 'i' or (o.deptype = 'a' and u.objid is not null)) and "
    "exists (select from pg_catalog.pg_class s where s.oid = o.objid and s.relkind = 'S') order by o.objid limit 1), "
    "coalesce(e.typtype, t.typtype), tn.nspname, "
    "coalesce(e.typname, t.typname), e.oid is not null, case when a.attcollation <> 0 and a.attcollation <> "
    "coalesce(nullif(e.typcollation, 0), t.typcollation) then (select collname from pg_catalog.pg_collation where oid "
    "= a.attcollation) end, " +
    besides({"case when a.attstorage <> t.typstorage then 'storage ' || a.attstorage::text end",
             "case when coalesce(a.attstattarget, -1) <> -1 then 'statistics ' || a.attstattarget end",
             "'options ' || nullif(array_to_string(array(select o from unnest(a.attoptions) o where o like "
             "'n_distinct%'), ', '), '')",
             "'compression ' || nullif(to_jsonb(a) ->> 'attcompression', '')"}) +
    " from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join "
    "pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_type t on t.oid = a.atttypid left join "
    "pg_catalog.pg_type e on e.oid = t.typelem and t.typlen = -1 and t.typelem <> 0 and t.typcategory = 'A' join "
    "pg_catalog.pg_namespace tn on tn.oid = coalesce(e.typnamespace, t.typnamespace) left join pg_catalog.pg_attrdef d "
    "on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', "
    "'p') and " +
    not_system + " order by a.attrelid, a.attnum";

// 0 oid of the table, 1 name, 2 kind, 3 columns, 4 schema and 5 name of the other table, 6 its columns, 7 on update,
// 8 on delete, 9 deferrable, 10 deferred, 11 validated, 12 condition, 13 match, 14 definition, 15 no inherit,
// 16 columns that are set to null, 17 nulls are equal, 18 columns that its index covers as well, 19 comment, 20 how its
// index is stored otherwise
inline std::string const constraints =
    "select c.conrelid::text, c.conname, c.contype, " + names_of("c.conkey", "c.conrelid") +
    ", fn.nspname, f.relname, " + names_of("c.confkey", "c.confrelid") +
    ", c.confupdtype, c.confdeltype, c.condeferrable, c.condeferred, c.convalidated, pg_get_expr(c.conbin, "
    "c.conrelid), c.confmatchtype, pg_get_constraintdef(c.oid), c.connoinherit, to_jsonb(c) ->> 'confdelsetcols', "
    "coalesce((select to_jsonb(i) ->> 'indnullsnotdistinct' from pg_catalog.pg_index i where i.indexrelid = "
    "c.conindid and c.contype = 'u'), 'false'), (select string_agg(a.attname, ', ' order by k.place) from "
    "pg_catalog.pg_index i cross join lateral generate_series(i.indnkeyatts + 1, i.indnatts) k(place) join "
    "pg_catalog.pg_attribute a on a.attrelid = i.indexrelid and a.attnum = k.place where i.indexrelid = c.conindid and "
    "c.contype in ('p', 'u')), obj_description(c.oid, 'pg_constraint'), (select " +
    besides({"'options ' || array_to_string(x.reloptions, ', ')", tablespace_of("x"),
             "'the comment of its index: ' || obj_description(x.oid, 'pg_class')"}) +
    " from pg_catalog.pg_class x where x.oid = c.conindid and c.contype in ('p', 'u')) from pg_catalog.pg_constraint c "
    "join pg_catalog.pg_class t on t.oid = "
    "c.conrelid join pg_catalog.pg_namespace n on n.oid = t.relnamespace left join pg_catalog.pg_class f on f.oid = "
    "c.confrelid left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace where c.conparentid = 0 and c.contype "
    "<> 'n' and " +
    not_system + " order by c.conrelid, c.conname";

// A row a column of an index: 0 oid of the table, 1 name, 2 unique, 3 method, 4 place, 5 is of the key, 6 column,
// 7 expression, 8 options, 9 usual operators and collation, 10 predicate, 11 definition, 12 valid, 13 nulls are equal,
// 14 comment, 15 how it is stored otherwise
inline std::string const indexes =
    "select i.indrelid::text, ic.relname, i.indisunique, am.amname, k.place, k.place <= i.indnkeyatts, a.attname, case "
    "when i.indkey[k.place - 1] = 0 then pg_get_indexdef(i.indexrelid, k.place, false) end, case when k.place <= "
    "i.indnkeyatts then i.indoption[k.place - 1] else 0 end, k.place > i.indnkeyatts or ((select o.opcdefault from "
    "pg_catalog.pg_opclass o where o.oid = i.indclass[k.place - 1]) and (i.indkey[k.place - 1] = 0 or "
    "i.indcollation[k.place - 1] = a.attcollation)), pg_get_expr(i.indpred, i.indrelid), "
    "pg_get_indexdef(i.indexrelid), i.indisvalid, coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false'), "
    "obj_description(ic.oid, 'pg_class'), " +
    besides({"'options ' || array_to_string(ic.reloptions, ', ')", tablespace_of("ic"),
             "'statistics ' || nullif((select string_agg(x.attstattarget::text, ', ') from pg_catalog.pg_attribute x "
             "where x.attrelid = ic.oid and coalesce(x.attstattarget, -1) <> -1), '')"}) +
    " from "
    "pg_catalog.pg_index i join pg_catalog.pg_class ic on ic.oid = i.indexrelid join pg_catalog.pg_am am on am.oid = "
    "ic.relam join pg_catalog.pg_class t on t.oid = i.indrelid join pg_catalog.pg_namespace n on n.oid = "
    "t.relnamespace cross join lateral generate_series(1, i.indnatts) k(place) left join pg_catalog.pg_attribute a on "
    "a.attrelid = i.indrelid and a.attnum = i.indkey[k.place - 1] and a.attnum <> 0 where t.relkind in ('r', 'p') and "
    "not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', "
    "'x')) and " +
    not_system + " order by i.indrelid, ic.relname, k.place";

// 0 schema, 1 name, 2 value, in order
inline std::string const enums =
    "select n.nspname, t.typname, v.enumlabel from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = "
    "t.typnamespace left join pg_catalog.pg_enum v on v.enumtypid = t.oid where t.typtype = 'e' and " +
    not_system + " and " + of_no_extension("pg_type", "t.oid") + " order by n.nspname, t.typname, v.enumsortorder";

// 0 schema, 1 name, 2 start, 3 increment, 4 whether all else is as usual, 5 oid, 6 oid of the table and 7 name of the
// column it belongs to, 8 schema and 9 name of that table, 10 comment, 11 whether all but start and increment is as it
// is for an identity
inline std::string const sequences =
    "select n.nspname, c.relname, s.seqstart::text, s.seqincrement::text, s.seqtypid = 'bigint'::regtype and not "
    "s.seqcycle and s.seqcache = 1 and case when s.seqincrement > 0 then s.seqmax = 9223372036854775807 and s.seqmin = "
    "case when s.seqstart < 1 then -9223372036854775808 else 1 end else s.seqmin = -9223372036854775808 and s.seqmax "
    "= case when s.seqstart > -1 then 9223372036854775807 else -1 end end, c.oid::text, d.refobjid::text, a.attname, "
    "tn.nspname, t.relname, obj_description(c.oid, 'pg_class'), not s.seqcycle and s.seqcache = 1 and (s.seqincrement "
    "< 0 or (s.seqmin = 1 and s.seqmax = case s.seqtypid when 'smallint'::regtype then 32767 when 'integer'::regtype "
    "then 2147483647 else 9223372036854775807 end)) from pg_catalog.pg_sequence s join pg_catalog.pg_class c on c.oid "
    "= s.seqrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace left join pg_catalog.pg_depend d on "
    "d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.refclassid = "
    "'pg_catalog.pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i') left join "
    "pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid left join pg_catalog.pg_class t "
    "on t.oid = d.refobjid left join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace where " +
    not_system + " and " + of_no_extension("pg_class", "c.oid") + " order by n.nspname, c.relname";

// What is there besides. 0 the object, 1 what of it the language has no word for, 2 schema and 3 name of the object
// `kind` is what the object is called; `name` and `schema` are columns of `catalogue`, whose rows have the alias o.
inline std::string others_of(std::string const& kind, std::string const& catalogue, std::string const& name,
                             std::string const& schema, std::string const& what = "''",
                             std::string const& where = "true") {
  return " union all select format('%s ''%s''', " + kind + ", " + name + "), " + what + ", n.nspname, " + name +
         " from pg_catalog." + catalogue + " o join pg_catalog.pg_namespace n on n.oid = o." + schema + " where " +
         where + " and " + not_system + " and " + of_no_extension(catalogue, "o.oid");
}
// The same of what is in no schema.
inline std::string others_of_all(std::string const& kind, std::string const& catalogue, std::string const& name,
                                 std::string const& what = "''") {
  return " union all select format('%s ''%s''', '" + kind + "', o." + name + "), " + what + ", '', o." + name +
         " from pg_catalog." + catalogue + " o where o.oid >= 16384 and " + of_no_extension(catalogue, "o.oid");
}
// A part of a table or a view.
inline std::string others_of_relation(std::string const& kind, std::string const& catalogue, std::string const& name,
                                      std::string const& relation, std::string const& where) {
  return " union all select format('%s ''%s''', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' "
         "when 'f' then 'foreign table' else 'table' end, c.relname), format('" +
         kind + " ''%s''', o." + name + "), n.nspname, c.relname from pg_catalog." + catalogue +
         " o join pg_catalog.pg_class c on c.oid = o." + relation +
         " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where " + where + " and " + not_system;
}
inline std::string const to_be_made = "'columns have it by its name: make it by `sql` before them'";
inline std::string const others =
    "select '', '', '', '' where false" +
    others_of_relation("trigger", "pg_trigger", "tgname", "tgrelid", "not o.tgisinternal") +
    others_of_relation("disabled trigger of a foreign key", "pg_trigger", "tgname", "tgrelid",
                       "o.tgisinternal and o.tgenabled = 'D'") +
    others_of_relation("policy", "pg_policy", "polname", "polrelid", "true") +
    others_of_relation("rule", "pg_rewrite", "rulename", "ev_class", "o.rulename <> '_RETURN'") +
    others_of("case o.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end", "pg_proc",
              "o.proname", "pronamespace", "''",
              "not exists (select from pg_catalog.pg_depend i where i.classid = 'pg_catalog.pg_proc'::regclass and "
              "i.objid = o.oid and i.deptype = 'i')") +
    others_of(
        "case o.typtype when 'd' then 'domain' when 'r' then 'range type' when 'b' then 'base type' else "
        "'composite type' end",
        "pg_type", "o.typname", "typnamespace", to_be_made,
        "(o.typtype in ('d', 'r') or (o.typtype = 'b' and o.typcategory <> 'A') or (o.typtype = 'c' and exists "
        "(select from pg_catalog.pg_class c where c.oid = o.typrelid and c.relkind = 'c')))") +
    others_of("'type'", "pg_type", "o.typname", "typnamespace", "'its comment'",
              "o.typtype = 'e' and obj_description(o.oid, 'pg_type') is not null") +
    others_of("'collation'", "pg_collation", "o.collname", "collnamespace") +
    others_of("'operator'", "pg_operator", "o.oprname", "oprnamespace") +
    others_of("'operator class'", "pg_opclass", "o.opcname", "opcnamespace") +
    others_of("'conversion'", "pg_conversion", "o.conname", "connamespace") +
    others_of("'extended statistics'", "pg_statistic_ext", "o.stxname", "stxnamespace") +
    others_of("'text search configuration'", "pg_ts_config", "o.cfgname", "cfgnamespace") +
    others_of("'text search dictionary'", "pg_ts_dict", "o.dictname", "dictnamespace") +
    others_of_all("event trigger", "pg_event_trigger", "evtname") +
    others_of_all("publication", "pg_publication", "pubname") +
    others_of_all("foreign data wrapper", "pg_foreign_data_wrapper", "fdwname") +
    others_of_all("foreign server", "pg_foreign_server", "srvname") +
    others_of_all("access method", "pg_am", "amname") +
    " union all select format('cast from ''%s'' to ''%s''', castsource::regtype, casttarget::regtype), '', '', "
    "castsource::regtype::text from pg_catalog.pg_cast o where o.oid >= 16384 and " +
    of_no_extension("pg_cast", "o.oid") +
    " and not exists (select from pg_catalog.pg_depend i where i.classid = 'pg_catalog.pg_cast'::regclass and i.objid "
    "= o.oid and i.deptype = 'i') union all select format('schema ''%s''', n.nspname), 'its comment', n.nspname, '' "
    "from pg_catalog.pg_namespace n where n.nspname <> 'public' and obj_description(n.oid, 'pg_namespace') is not null "
    "and " +
    not_system +
    " union all select format('extension ''%s''', extname), 'make it by `sql` before what needs it', '', extname from "
    "pg_catalog.pg_extension where extname <> 'plpgsql' order by 3, 1, 2";

}  // namespace retort::dialects::postgresql::queries
