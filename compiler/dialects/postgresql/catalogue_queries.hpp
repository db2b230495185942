// SPDX-License-Identifier: Apache-2.0
// The questions to PostgreSQL's catalogue, 12 and later. Lists are joined by the character 31. What came with a later
// version is asked for by way of to_jsonb(), which knows no column that is not there.
// https://www.postgresql.org/docs/15/catalogs.html
#pragma once

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

// Names are shown with their schema unless it is the one of the session; moments in UTC. For this transaction only.
inline std::string const begin = "begin transaction isolation level repeatable read read only";
inline std::string const settings =
    "select current_schema(), set_config('search_path', quote_ident(coalesce(current_schema(), 'public')), true), "
    "set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true), set_config('IntervalStyle', "
    "'postgres', true)";

// name
inline std::string const schemas = "select n.nspname from pg_catalog.pg_namespace n where " + not_system + " and " +
                                   of_no_extension("pg_namespace", "n.oid") + " order by 1";

// 0 schema, 1 name, 2 kind, 3 comment, 4 oid, 5 is a partition, 6 inherits, 7 persistence, 8 row security, 9 options,
// 10 definition of a view
inline std::string const relations =
    "select n.nspname, c.relname, c.relkind, obj_description(c.oid, 'pg_class'), c.oid::text, c.relispartition, exists "
    "(select from pg_catalog.pg_inherits i where i.inhrelid = c.oid), c.relpersistence, c.relrowsecurity, "
    "array_to_string(c.reloptions, ', '), case when c.relkind = 'v' then pg_get_viewdef(c.oid) end from "
    "pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', "
    "'m', 'f') and " +
    not_system + " and " + of_no_extension("pg_class", "c.oid") + " order by n.nspname, c.relname";

// 0 oid of the table, 1 name, 2 type, 3 not null, 4 default, 5 identity, 6 generated, 7 comment, 8 whether the default
// is that of its own sequence, 9 kind of the type, 10 schema and 11 name of an enum, 12 is an array, 13 collation
inline std::string const columns =
    "select a.attrelid::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, "
    "d.adrelid), a.attidentity, a.attgenerated, col_description(a.attrelid, a.attnum), exists (select from "
    "pg_catalog.pg_depend o join pg_catalog.pg_depend u on u.refobjid = o.objid and u.refclassid = "
    "'pg_catalog.pg_class'::regclass and u.classid = 'pg_catalog.pg_attrdef'::regclass and u.objid = d.oid where "
    "o.classid = 'pg_catalog.pg_class'::regclass and o.refclassid = 'pg_catalog.pg_class'::regclass and o.refobjid = "
    "a.attrelid and o.refobjsubid = a.attnum and o.deptype = 'a'), coalesce(e.typtype, t.typtype), tn.nspname, "
    "coalesce(e.typname, t.typname), e.oid is not null, case when a.attcollation <> 0 and a.attcollation <> "
    "coalesce(nullif(e.typcollation, 0), t.typcollation) then (select collname from pg_catalog.pg_collation where oid "
    "= a.attcollation) end from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join "
    "pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_type t on t.oid = a.atttypid left join "
    "pg_catalog.pg_type e on e.oid = t.typelem and t.typlen = -1 and t.typelem <> 0 and t.typcategory = 'A' join "
    "pg_catalog.pg_namespace tn on tn.oid = coalesce(e.typnamespace, t.typnamespace) left join pg_catalog.pg_attrdef d "
    "on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', "
    "'p') and " +
    not_system + " order by a.attrelid, a.attnum";

// 0 oid of the table, 1 name, 2 kind, 3 columns, 4 schema and 5 name of the other table, 6 its columns, 7 on update,
// 8 on delete, 9 deferrable, 10 deferred, 11 validated, 12 condition, 13 match, 14 definition, 15 no inherit,
// 16 columns that are set to null, 17 nulls are equal
inline std::string const constraints =
    "select c.conrelid::text, c.conname, c.contype, " + names_of("c.conkey", "c.conrelid") +
    ", fn.nspname, f.relname, " + names_of("c.confkey", "c.confrelid") +
    ", c.confupdtype, c.confdeltype, c.condeferrable, c.condeferred, c.convalidated, pg_get_expr(c.conbin, "
    "c.conrelid), c.confmatchtype, pg_get_constraintdef(c.oid), c.connoinherit, to_jsonb(c) ->> 'confdelsetcols', "
    "coalesce((select to_jsonb(i) ->> 'indnullsnotdistinct' from pg_catalog.pg_index i where i.indexrelid = "
    "c.conindid and c.contype = 'u'), 'false') from pg_catalog.pg_constraint c join pg_catalog.pg_class t on t.oid = "
    "c.conrelid join pg_catalog.pg_namespace n on n.oid = t.relnamespace left join pg_catalog.pg_class f on f.oid = "
    "c.confrelid left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace where c.conparentid = 0 and c.contype "
    "<> 'n' and " +
    not_system + " order by c.conrelid, c.conname";

// A row a column of an index: 0 oid of the table, 1 name, 2 unique, 3 method, 4 place, 5 is of the key, 6 column,
// 7 expression, 8 options, 9 usual operators and collation, 10 predicate, 11 definition, 12 valid, 13 nulls are equal
inline std::string const indexes =
    "select i.indrelid::text, ic.relname, i.indisunique, am.amname, k.place, k.place <= i.indnkeyatts, a.attname, case "
    "when i.indkey[k.place - 1] = 0 then pg_get_indexdef(i.indexrelid, k.place, false) end, case when k.place <= "
    "i.indnkeyatts then i.indoption[k.place - 1] else 0 end, k.place > i.indnkeyatts or ((select o.opcdefault from "
    "pg_catalog.pg_opclass o where o.oid = i.indclass[k.place - 1]) and (i.indkey[k.place - 1] = 0 or "
    "i.indcollation[k.place - 1] = a.attcollation)), pg_get_expr(i.indpred, i.indrelid), "
    "pg_get_indexdef(i.indexrelid), i.indisvalid, coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false') from "
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

// 0 schema, 1 name, 2 start, 3 increment, 4 whether all else is as usual
inline std::string const sequences =
    "select n.nspname, c.relname, s.seqstart::text, s.seqincrement::text, s.seqtypid = 'bigint'::regtype and not "
    "s.seqcycle and s.seqcache = 1 and case when s.seqincrement > 0 then s.seqmax = 9223372036854775807 and s.seqmin = "
    "case when s.seqstart < 1 then -9223372036854775808 else 1 end else s.seqmin = -9223372036854775808 and s.seqmax "
    "= case when s.seqstart > -1 then 9223372036854775807 else -1 end end from pg_catalog.pg_sequence s join "
    "pg_catalog.pg_class c on c.oid = s.seqrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace where not "
    "exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid "
    "and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')) and " +
    not_system + " and " + of_no_extension("pg_class", "c.oid") + " order by n.nspname, c.relname";

// What is there besides. 0 the object, 1 what of it the language has no word for, 2 schema and 3 name of the object
inline std::string const others =
    "select format('table ''%s''', c.relname), format('trigger ''%s''', t.tgname), n.nspname, c.relname from "
    "pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid join pg_catalog.pg_namespace n on n.oid = "
    "c.relnamespace where not t.tgisinternal and " +
    not_system +
    " union all select format('table ''%s''', c.relname), format('policy ''%s''', p.polname), n.nspname, c.relname "
    "from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid join pg_catalog.pg_namespace n on "
    "n.oid = c.relnamespace where " +
    not_system +
    " union all select format('table ''%s''', c.relname), format('rule ''%s''', r.rulename), n.nspname, c.relname from "
    "pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = r.ev_class join pg_catalog.pg_namespace n on n.oid "
    "= c.relnamespace where r.rulename <> '_RETURN' and " +
    not_system +
    " union all select format('%s ''%s''', case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else "
    "'function' end, p.proname), '', n.nspname, p.proname from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on "
    "n.oid = p.pronamespace where " +
    not_system + " and " + of_no_extension("pg_proc", "p.oid") +
    " union all select format('%s ''%s''', case t.typtype when 'd' then 'domain' when 'r' then 'range type' else "
    "'composite type' end, t.typname), '', n.nspname, t.typname from pg_catalog.pg_type t join "
    "pg_catalog.pg_namespace n on n.oid = t.typnamespace left join pg_catalog.pg_class c on c.oid = t.typrelid where "
    "(t.typtype in ('d', 'r') or (t.typtype = 'c' and c.relkind = 'c')) and " +
    not_system + " and " + of_no_extension("pg_type", "t.oid") +
    " union all select format('extension ''%s''', extname), '', '', extname from pg_catalog.pg_extension where extname "
    "<> 'plpgsql' order by 3, 1, 2";

}  // namespace retort::dialects::postgresql::queries
