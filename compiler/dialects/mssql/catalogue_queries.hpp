// SPDX-License-Identifier: Apache-2.0
// The questions to the catalogue views, each with what SQL Server 2016 has: no string_agg(), rows are joined here. The
// columns of the views have different collations, so that no two of them meet in a `union`. Rows come by numbers of
// objects. https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/catalog-views-transact-sql
#pragma once

namespace retort::dialects::mssql::queries {

// 0 the schema of the session, 1 the collation of the database, 2 how long locks are waited for
// https://learn.microsoft.com/en-us/sql/t-sql/functions/databasepropertyex-transact-sql, lock-timeout-transact-sql
inline constexpr char session[] =
    "select schema_name(), convert(nvarchar(128), databasepropertyex(db_name(), N'Collation')), @@lock_timeout";
// Tables that somebody else changes are waited for some seconds.
// https://learn.microsoft.com/en-us/sql/t-sql/statements/set-lock-timeout-transact-sql
inline constexpr char wait_seconds[] = "set lock_timeout 10000";
inline constexpr char wait_as_before[] = "set lock_timeout ";  // and what `session` has said
// 0 the version, 1 the edition: 5 is Azure SQL Database, 8 a managed instance, which count their versions otherwise
// https://learn.microsoft.com/en-us/sql/t-sql/functions/serverproperty-transact-sql
inline constexpr char server[] =
    "select convert(nvarchar(128), serverproperty('ProductVersion')), convert(int, serverproperty('EngineEdition'))";

// 0 name. guest, sys and INFORMATION_SCHEMA are 2 to 4, those of the roles from 16384.
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/schemas-catalog-views-sys-schemas
inline constexpr char schemas[] =
    "select name from sys.schemas where schema_id = 1 or (schema_id > 4 and schema_id < 16384) order by schema_id";

// 0 schema, 1 name, 2 number, 3 comment, 4 kind of its history (1 it is one, 2 it has one), 5 in memory, 6 of files,
// 7 external, 8 how locks escalate (0 to the table), 9 compression (1 of rows, 2 of pages), 10 where it is kept: FG,
// PS, 11 the name of that, 12 whether that is where everything is
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-tables-transact-sql,
// sys-partitions-transact-sql, sys-data-spaces-transact-sql, extended-properties-catalog-views-sys-extended-properties
inline constexpr char tables[] =
    "select schema_name(t.schema_id), t.name, t.object_id, convert(nvarchar(4000), p.value), t.temporal_type, "
    "t.is_memory_optimized, t.is_filetable, t.is_external, t.lock_escalation, (select max(a.data_compression) from "
    "sys.partitions a where a.object_id = t.object_id and a.index_id < 2), d.type, d.name, d.is_default from "
    "sys.tables t left join sys.extended_properties p on p.class = 1 and p.major_id = t.object_id and p.minor_id = 0 "
    "and p.name = N'MS_Description' left join sys.indexes i on i.object_id = t.object_id and i.index_id < 2 left join "
    "sys.data_spaces d on d.data_space_id = i.data_space_id where t.is_ms_shipped = 0 and not exists (select * from "
    "sys.extended_properties x where x.class = 1 and x.major_id = t.object_id and x.minor_id = 0 and x.name = "
    "N'microsoft_database_tools_support') order by t.object_id";

// 0 table, 1 name, 2 type (null for a user who may not see it), 3 its schema, 4 whether somebody made it, 5 length in
// bytes (-1: max), 6 precision, 7 scale, 8 nullable, 9 collation, 10 has a default, 11 the default, 12 computed, 13 of
// what, 14 stored, 15 identity, 16 its start, 17 its step, 18 not for replication, 19 comment, 20 sparse, 21 column
// set, 22 row guid, 23 in a file, 24 masked, 25 encrypted, 26 hidden, 27 what of the row's time it holds, 28 XML
// schemas, 29 a rule
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-columns-transact-sql,
// sys-types-transact-sql, sys-default-constraints-transact-sql, sys-computed-columns-transact-sql,
// sys-identity-columns-transact-sql
inline constexpr char columns[] =
    "select c.object_id, c.name, y.name, schema_name(y.schema_id), y.is_user_defined, c.max_length, c.precision, "
    "c.scale, c.is_nullable, c.collation_name, c.default_object_id, d.definition, c.is_computed, g.definition, "
    "g.is_persisted, c.is_identity, convert(nvarchar(40), n.seed_value), convert(nvarchar(40), n.increment_value), "
    "n.is_not_for_replication, convert(nvarchar(4000), p.value), c.is_sparse, c.is_column_set, c.is_rowguidcol, "
    "c.is_filestream, c.is_masked, c.encryption_type, c.is_hidden, c.generated_always_type, x.name, c.rule_object_id "
    "from sys.columns c join sys.tables t on t.object_id = c.object_id left join sys.types y on y.user_type_id = "
    "c.user_type_id left join sys.default_constraints d on d.object_id = c.default_object_id left join "
    "sys.computed_columns g on g.object_id = c.object_id and g.column_id = c.column_id left join sys.identity_columns "
    "n on n.object_id = c.object_id and n.column_id = c.column_id left join sys.extended_properties p on p.class = 1 "
    "and p.major_id = c.object_id and p.minor_id = c.column_id and p.name = N'MS_Description' left join "
    "sys.xml_schema_collections x on x.xml_collection_id = c.xml_collection_id and c.xml_collection_id <> 0 where "
    "t.is_ms_shipped = 0 order by c.object_id, c.column_id";

// 0 table, 1 name, 2 condition, 3 disabled, 4 not trusted, 5 not for replication
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-check-constraints-transact-sql
inline constexpr char checks[] =
    "select parent_object_id, name, definition, is_disabled, is_not_trusted, is_not_for_replication from "
    "sys.check_constraints where is_ms_shipped = 0 order by parent_object_id, object_id";

// A row a column: 0 table, 1 name, 2 column, 3 other schema, 4 other table, 5 its column (these three null for a user
// who may not see it), 6 on delete, 7 on update (0 no action, 1 cascade, 2 set null, 3 set default), 8 disabled, 9 not
// trusted, 10 not for replication
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-foreign-keys-transact-sql,
// sys-foreign-key-columns-transact-sql
inline constexpr char references[] =
    "select f.parent_object_id, f.name, c.name, schema_name(o.schema_id), o.name, r.name, "
    "f.delete_referential_action, f.update_referential_action, f.is_disabled, f.is_not_trusted, "
    "f.is_not_for_replication from sys.foreign_keys f join sys.foreign_key_columns k on k.constraint_object_id = "
    "f.object_id join sys.columns c on c.object_id = k.parent_object_id and c.column_id = k.parent_column_id left join "
    "sys.tables o on o.object_id = k.referenced_object_id left join sys.columns r on r.object_id = "
    "k.referenced_object_id "
    "and r.column_id = k.referenced_column_id where f.is_ms_shipped = 0 order by f.parent_object_id, f.object_id, "
    "k.constraint_column_id";

// A row a column, those of the key first: 0 table, 1 name, 2 kind (1 clustered, 2 not, 3 xml, 4 spatial, 5 and 6
// columnstore, 7 hash), 3 unique, 4 of a primary key, 5 of a unique constraint, 6 condition, 7 column, 8 descending,
// 9 only covered, 10 disabled, 11 what is twice is passed over, 12 fill factor, 13 padded, 14 row locks, 15 page locks,
// 16 where it is kept: FG, PS, 17 the name of that, 18 whether that is where everything is, 19 compression
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-indexes-transact-sql,
// sys-index-columns-transact-sql
inline constexpr char indexes[] =
    "select i.object_id, i.name, i.type, i.is_unique, i.is_primary_key, i.is_unique_constraint, i.filter_definition, "
    "c.name, k.is_descending_key, k.is_included_column, i.is_disabled, i.ignore_dup_key, i.fill_factor, i.is_padded, "
    "i.allow_row_locks, i.allow_page_locks, d.type, d.name, d.is_default, (select max(a.data_compression) from "
    "sys.partitions a where a.object_id = i.object_id and a.index_id = i.index_id) from sys.indexes i join sys.tables "
    "t on t.object_id = i.object_id left join sys.index_columns k on k.object_id = i.object_id and k.index_id = "
    "i.index_id and (k.key_ordinal > 0 or k.is_included_column = 1) left join sys.columns c on c.object_id = "
    "k.object_id and c.column_id = k.column_id left join sys.data_spaces d on d.data_space_id = i.data_space_id where "
    "t.is_ms_shipped = 0 and i.type > 0 and i.is_hypothetical = 0 order by i.object_id, i.index_id, "
    "k.is_included_column, k.key_ordinal, k.index_column_id";

// 0 schema, 1 name, 2 start, 3 step, 4 whether the rest is as it is where nothing is said
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-sequences-transact-sql
inline constexpr char sequences[] =
    "select schema_name(schema_id), name, convert(nvarchar(40), start_value), convert(nvarchar(40), increment), case "
    "when type_name(user_type_id) = N'bigint' and convert(nvarchar(40), minimum_value) = N'-9223372036854775808' and "
    "convert(nvarchar(40), maximum_value) = N'9223372036854775807' and is_cycling = 0 and is_cached = 1 and cache_size "
    "is null then 1 else 0 end from sys.sequences where is_ms_shipped = 0 order by object_id";

// 0 schema, 1 name, 2 text, null for a user who may not see it, 3 bound to what it is over, 4 quoted_identifier was on,
// 5 ansi_nulls was on, 6 view_metadata
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-views-transact-sql,
// sys-sql-modules-transact-sql
inline constexpr char views[] =
    "select schema_name(v.schema_id), v.name, m.definition, m.is_schema_bound, m.uses_quoted_identifier, "
    "m.uses_ansi_nulls, v.has_opaque_metadata from sys.views v left join sys.sql_modules m on m.object_id = "
    "v.object_id "
    "where v.is_ms_shipped = 0 order by v.object_id";

// What the language has no words for. 0 kind of the object, 1 schema, 2 name, 3 what of it; of a schema, 1 is null.
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-triggers-transact-sql,
// sys-objects-transact-sql, sys-types-transact-sql, xml-schema-collections-xml-type-system-sys-xml-schema-collections,
// sys-stats-transact-sql, sys-fulltext-indexes-transact-sql, sys-partition-functions-transact-sql,
// sys-assemblies-transact-sql, extended-properties-catalog-views-sys-extended-properties
inline constexpr char const* others[] = {
    "select case o.type when 'V' then N'view' else N'table' end, schema_name(o.schema_id), o.name, N'trigger ''' + "
    "g.name + N'''' from sys.triggers g join sys.objects o on o.object_id = g.parent_id where g.parent_class = 1 and "
    "g.is_ms_shipped = 0",
    "select N'trigger of the database', N'', name, N'' from sys.triggers where parent_class = 0 and is_ms_shipped = 0",
    "select case type when 'P' then N'procedure' when 'PC' then N'procedure' when 'X' then N'procedure' when 'RF' then "
    "N'procedure' when 'SN' then N'synonym' when 'R' then N'rule' when 'D' then N'default' when 'SQ' then N'queue' "
    "when "
    "'SP' then N'security policy' when 'AF' then N'aggregate' else N'function' end, schema_name(schema_id), name, N'' "
    "from sys.objects where parent_object_id = 0 and is_ms_shipped = 0 and type in ('P', 'PC', 'X', 'RF', 'FN', 'IF', "
    "'TF', 'FS', 'FT', 'AF', 'SN', 'R', 'D', 'SQ', 'SP') and not exists (select * from sys.extended_properties x where "
    "x.class = 1 and x.major_id = object_id and x.minor_id = 0 and x.name = N'microsoft_database_tools_support')",
    "select N'type', schema_name(schema_id), name, case when is_table_type = 1 then N'a table' when is_assembly_type = "
    "1 then N'of an assembly' else N'another name of ' + type_name(system_type_id) end from sys.types where "
    "is_user_defined = 1",
    "select N'xml schema collection', schema_name(schema_id), name, N'' from sys.xml_schema_collections where "
    "schema_id "
    "<> 4",
    "select N'table', schema_name(t.schema_id), t.name, N'statistics ''' + s.name + N'''' from sys.stats s join "
    "sys.tables t on t.object_id = s.object_id where s.user_created = 1 and t.is_ms_shipped = 0",
    "select N'table', schema_name(t.schema_id), t.name, N'a full-text index' from sys.fulltext_indexes f join "
    "sys.tables "
    "t on t.object_id = f.object_id",
    "select N'view', schema_name(v.schema_id), v.name, N'index ''' + i.name + N'''' from sys.indexes i join sys.views "
    "v "
    "on v.object_id = i.object_id where i.type > 0 and i.is_hypothetical = 0 and v.is_ms_shipped = 0",
    "select N'partition function', N'', name, N'' from sys.partition_functions",
    "select N'assembly', N'', name, N'' from sys.assemblies where is_user_defined = 1",
    // Words on anything but tables and columns, and what else is written there.
    "select case o.type when 'V' then N'view' when 'SO' then N'sequence' else N'table' end, schema_name(o.schema_id), "
    "o.name, case when p.name = N'MS_Description' then N'its comment' else N'the extended property ''' + p.name + "
    "N'''' end from sys.extended_properties p join sys.objects o on o.object_id = p.major_id where p.class = 1 and "
    "p.minor_id = 0 and o.type in ('U', 'V', 'SO') and (p.name <> N'MS_Description' or o.type <> 'U') and "
    "o.is_ms_shipped = 0",
    "select case o.type when 'V' then N'view' else N'table' end, schema_name(o.schema_id), o.name, case when p.name = "
    "N'MS_Description' then N'the comment' else N'the extended property ''' + p.name + N'''' end + N' of column ''' + "
    "c.name + N'''' from sys.extended_properties p join sys.objects o on o.object_id = p.major_id join sys.columns c "
    "on "
    "c.object_id = p.major_id and c.column_id = p.minor_id where p.class = 1 and o.type in ('U', 'V') and (p.name <> "
    "N'MS_Description' or o.type <> 'U') and o.is_ms_shipped = 0",
    "select N'table', schema_name(t.schema_id), t.name, case when p.name = N'MS_Description' then N'the comment' else "
    "N'the extended property ''' + p.name + N'''' end + N' of constraint ''' + o.name + N'''' from "
    "sys.extended_properties p join sys.objects o on o.object_id = p.major_id join sys.tables t on t.object_id = "
    "o.parent_object_id where p.class = 1 and p.minor_id = 0 and t.is_ms_shipped = 0",
    "select N'table', schema_name(t.schema_id), t.name, case when p.name = N'MS_Description' then N'the comment' else "
    "N'the extended property ''' + p.name + N'''' end + N' of index ''' + i.name + N'''' from sys.extended_properties "
    "p "
    "join sys.indexes i on i.object_id = p.major_id and i.index_id = p.minor_id join sys.tables t on t.object_id = "
    "i.object_id where p.class = 7 and t.is_ms_shipped = 0",
    "select N'schema', null, s.name, case when p.name = N'MS_Description' then N'its comment' else N'the extended "
    "property ''' + p.name + N'''' end from sys.extended_properties p join sys.schemas s on s.schema_id = p.major_id "
    "where p.class = 3"};

}  // namespace retort::dialects::mssql::queries
