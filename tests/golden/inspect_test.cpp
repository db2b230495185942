// SPDX-License-Identifier: Apache-2.0
// Databases that others made, in the words that SQL Server has for them: the samples of Microsoft as they are published
// (https://github.com/microsoft/sql-server-samples: Northwind, AdventureWorks, WideWorldImporters), and everything that
// the language has no words for. What is read of them stands in tests/golden/inspect, looked through by hand.
#include <gmock/gmock.h>

#include "compiler/dialects/mssql/catalogue_queries.hpp"
#include "compiler/inspect/inspect.hpp"
#include "tests/golden/golden.hpp"
#include "tests/unit/inspect/mssql_server.hpp"

namespace retort::golden {
namespace {

using inspect::test::MsSqlServer;
using inspect::test::row_of;
namespace queries = dialects::mssql::queries;
using Cells = std::vector<std::string>;
using Changes = std::map<std::size_t, std::string>;  // of the cells of a row, by their places

class Samples : public ::testing::Test {
 protected:
  void put(std::string const& query, Cells cells, Changes const& changes) {
    for (auto const& [at, value] : changes) cells.at(at) = value;
    server_[query].push_back(row_of(cells));
  }
  void table(std::string const& number, std::string const& schema, std::string const& name,
             Changes const& changes = {}) {
    put(queries::tables, {schema, name, number, "∅", "0", "0", "0", "0", "0", "0", "FG", "PRIMARY", "1"}, changes);
  }
  // `type`: nvarchar and its length in bytes, decimal and its precision and scale, else a name alone.
  void column(std::string const& number, std::string const& name, Cells const& type, Changes const& changes = {}) {
    auto const of = [&](std::size_t i) { return i < type.size() ? type[i] : std::string("0"); };
    bool const text = type[0].find("char") != std::string::npos || type[0].ends_with("text") || type[0] == "sysname";
    bool const sized = text || type[0].ends_with("binary");
    put(queries::columns,
        {number,
         name,
         type[0],
         "sys",
         "0",
         sized ? of(1) : "8",
         sized ? "0" : of(1),
         sized ? "0" : of(2),
         "0",
         text ? "SQL_Latin1_General_CP1_CI_AS" : "∅",
         changes.contains(11) ? "5" : "0",
         "∅",
         changes.contains(13) ? "1" : "0",
         "∅",
         changes.contains(13) ? "0" : "∅",
         changes.contains(16) ? "1" : "0",
         "∅",
         changes.contains(16) ? "1" : "∅",
         changes.contains(16) ? "0" : "∅",
         "∅",
         "0",
         "0",
         "0",
         "0",
         "0",
         "∅",
         "0",
         "0",
         "∅",
         "0"},
        changes);
  }
  void index(std::string const& number, std::string const& name, Cells const& columns, Changes const& changes = {}) {
    for (auto const& column : columns)
      put(queries::indexes, {number, name, "2", "0", "0", "0", "∅",  column,    "0", "0",
                             "0",    "0",  "0", "0", "1", "1", "FG", "PRIMARY", "1", "0"},
          changes);
  }
  void key(std::string const& number, std::string const& name, Cells const& columns, Changes changes = {}) {
    changes.insert({{2, "1"}, {3, "1"}, {4, "1"}});
    index(number, name, columns, changes);
  }
  void check(std::string const& number, std::string const& name, std::string const& condition,
             Changes const& changes = {}) {
    put(queries::checks, {number, name, condition, "0", "0", "0"}, changes);
  }
  void reference(std::string const& number, std::string const& name, std::string const& column, Cells const& to,
                 Changes const& changes = {}) {
    put(queries::references, {number, name, column, to.at(0), to.at(1), to.at(2), "0", "0", "0", "0", "0"}, changes);
  }
  void view(std::string const& schema, std::string const& name, std::string const& text, Changes const& changes = {}) {
    put(queries::views, {schema, name, text, "0", "1", "1", "0"}, changes);
  }
  // Holds what is read against tests/golden/inspect/NAME.mig.
  void expect_read_as(std::string const& name) {
    model::ReplayOptions options;
    options.target = dialect::mssql;
    auto const found = inspect::inspect([&](std::string const& sql) { return server_.ask(sql); }, {},
                                        *dialects::find("mssql"), options, nullptr);
    // What is read is what is there.
    auto const again = inspect::inspect([&](std::string const& sql) { return server_.ask(sql); }, {},
                                        *dialects::find("mssql"), options, &found.schema);
    for (auto const& d : model::compare(found.schema, again.schema)) ADD_FAILURE() << d.message;
    expect_blessed(source_root() / "tests/golden/inspect" / (name + ".mig"), inspect::schema_text(found, "mssql"));
  }

  MsSqlServer server_;
};

TEST_F(Samples, Northwind) {
  table("1", "dbo", "Categories");
  column("1", "CategoryID", {"int"}, {{16, "1"}});
  column("1", "CategoryName", {"nvarchar", "30"});
  column("1", "Description", {"ntext", "16"}, {{8, "1"}});
  column("1", "Picture", {"image"}, {{8, "1"}});
  key("1", "PK_Categories", {"CategoryID"});
  index("1", "CategoryName", {"CategoryName"});
  table("2", "dbo", "Products");
  column("2", "ProductID", {"int"}, {{16, "1"}});
  column("2", "ProductName", {"nvarchar", "80"});
  column("2", "CategoryID", {"int"}, {{8, "1"}});
  column("2", "UnitPrice", {"money", "19", "4"}, {{8, "1"}, {11, "((0))"}});
  column("2", "UnitsInStock", {"smallint"}, {{8, "1"}, {11, "((0))"}});
  column("2", "Discontinued", {"bit"}, {{11, "((0))"}});
  key("2", "PK_Products", {"ProductID"});
  index("2", "CategoriesProducts", {"CategoryID"});
  index("2", "CategoryID", {"CategoryID"});
  check("2", "CK_Products_UnitPrice", "([UnitPrice]>=(0))");
  check("2", "CK_UnitsInStock", "([UnitsInStock]>=(0))", {{4, "1"}});
  reference("2", "FK_Products_Categories", "CategoryID", {"dbo", "Categories", "CategoryID"});
  table("3", "dbo", "Order Details");
  column("3", "OrderID", {"int"});
  column("3", "ProductID", {"int"});
  column("3", "Quantity", {"smallint"}, {{11, "((1))"}});
  column("3", "Discount", {"real", "24"}, {{11, "((0))"}});
  key("3", "PK_Order_Details", {"OrderID", "ProductID"});
  check("3", "CK_Discount", "([Discount]>=(0) AND [Discount]<=(1))");
  view("dbo", "Alphabetical list of products",
       "\r\ncreate view \"Alphabetical list of products\" AS\r\nSELECT Products.*, Categories.CategoryName\r\nFROM "
       "Categories INNER JOIN Products ON Categories.CategoryID = Products.CategoryID\r\nWHERE "
       "(((Products.Discontinued)=0))\r\n");
  view("dbo", "Order Subtotals",
       "create view \"Order Subtotals\" AS\nSELECT \"Order Details\".OrderID, "
       "Sum(CONVERT(money,(\"Order Details\".Quantity*(1-Discount)/100))*100) AS Subtotal\nFROM \"Order "
       "Details\"\nGROUP BY \"Order Details\".OrderID\n");
  expect_read_as("northwind");
}

TEST_F(Samples, AdventureWorks) {
  server_[queries::schemas] = {{"dbo"}, {"HumanResources"}, {"Sales"}, {"Person"}};
  table("1", "HumanResources", "Employee", {{3, "Employee information such as salary, department, and title."}});
  column("1", "BusinessEntityID", {"int"}, {{19, "Primary key for Employee records."}});
  column("1", "NationalIDNumber", {"nvarchar", "30"});
  column("1", "OrganizationNode", {"hierarchyid"}, {{8, "1"}});
  column("1", "OrganizationLevel", {"smallint"}, {{8, "1"}, {13, "([OrganizationNode].[GetLevel]())"}});
  column("1", "BirthDate", {"date"});
  column("1", "MaritalStatus", {"nchar", "2"});
  column("1", "SalariedFlag", {"Flag"}, {{3, "dbo"}, {4, "1"}, {11, "((1))"}});
  column("1", "VacationHours", {"smallint"}, {{11, "((0))"}});
  column("1", "rowguid", {"uniqueidentifier"}, {{11, "(newid())"}, {22, "1"}});
  column("1", "ModifiedDate", {"datetime", "23", "3"}, {{11, "(getdate())"}});
  key("1", "PK_Employee_BusinessEntityID", {"BusinessEntityID"});
  index("1", "AK_Employee_NationalIDNumber", {"NationalIDNumber"}, {{3, "1"}});
  index("1", "IX_Employee_OrganizationNode", {"OrganizationNode"});
  check("1", "CK_Employee_BirthDate", "([BirthDate]>='1930-01-01' AND [BirthDate]<=dateadd(year,(-18),getdate()))");
  check("1", "CK_Employee_MaritalStatus", "(upper([MaritalStatus])='S' OR upper([MaritalStatus])='M')");
  check("1", "CK_Employee_VacationHours", "([VacationHours]>=(-40) AND [VacationHours]<=(240))");
  table("2", "Sales", "SalesOrderHeader");
  column("2", "SalesOrderID", {"int"}, {{16, "1"}, {18, "1"}});
  column("2", "OnlineOrderFlag", {"bit"}, {{11, "((1))"}});
  column("2", "SalesOrderNumber", {"nvarchar", "50"},
         {{13, "(isnull(N'SO'+CONVERT([nvarchar](23),[SalesOrderID]),N'*** ERROR ***'))"}});
  column("2", "SubTotal", {"money", "19", "4"}, {{11, "((0.00))"}});
  column("2", "TaxAmt", {"money", "19", "4"}, {{11, "((0.00))"}});
  column("2", "TotalDue", {"money", "19", "4"}, {{13, "(isnull([SubTotal]+[TaxAmt],(0)))"}});
  key("2", "PK_SalesOrderHeader_SalesOrderID", {"SalesOrderID"});
  table("3", "Person", "Person");
  column("3", "AdditionalContactInfo", {"xml"}, {{8, "1"}, {28, "AdditionalContactInfoSchemaCollection"}});
  index("3", "PXML_Person_AddContact", {"AdditionalContactInfo"}, {{2, "3"}});
  view("HumanResources", "vEmployee",
       "\nCREATE VIEW [HumanResources].[vEmployee] \nAS \nSELECT e.[BusinessEntityID], e.BirthDate\nFROM "
       "[HumanResources].[Employee] e\nWHERE e.[VacationHours] > 0;\n");
  view("Sales", "vOnline",
       "CREATE VIEW [Sales].[vOnline] (Id, [Total Due]) WITH SCHEMABINDING AS SELECT SalesOrderID, TotalDue FROM "
       "Sales.SalesOrderHeader WHERE OnlineOrderFlag = 1",
       {{3, "1"}});
  server_[queries::others[3]] = {{"type", "dbo", "Flag", "another name of bit"}};
  server_[queries::others[0]] = {{"table", "HumanResources", "Employee", "trigger 'dEmployee'"}};
  expect_read_as("adventure_works");
}

TEST_F(Samples, WideWorldImporters) {
  server_[queries::schemas] = {{"dbo"}, {"Application"}, {"Sequences"}, {"Warehouse"}};
  server_[queries::sequences] = {{"Sequences", "PersonID", "3262", "1", "1"}, {"Sequences", "Odd", "1", "1", "0"}};
  table("1", "Application", "People", {{4, "2"}, {11, "USERDATA"}, {12, "0"}});
  column("1", "PersonID", {"int"}, {{11, "(NEXT VALUE FOR [Sequences].[PersonID])"}});
  column("1", "FullName", {"nvarchar", "100"}, {{9, "Latin1_General_100_CI_AS"}});
  column("1", "PreferredName", {"nvarchar", "100"}, {{9, "Latin1_General_100_CI_AS"}});
  column("1", "SearchName", {"nvarchar", "202"},
         {{9, "Latin1_General_100_CI_AS"}, {13, "(concat([PreferredName],N' ',[FullName]))"}, {14, "1"}});
  column("1", "CustomFields", {"nvarchar", "-1"}, {{9, "Latin1_General_100_CI_AS"}, {8, "1"}});
  column("1", "OtherLanguages", {"nvarchar", "-1"},
         {{9, "Latin1_General_100_CI_AS"}, {13, "(json_query([CustomFields],N'$.OtherLanguages'))"}});
  column("1", "ValidFrom", {"datetime2", "27", "7"}, {{26, "1"}, {27, "1"}});
  column("1", "ValidTo", {"datetime2", "27", "7"}, {{27, "2"}});
  key("1", "PK_Application_People", {"PersonID"});
  index("1", "IX_Application_People_FullName", {"FullName"}, {{17, "USERDATA"}, {18, "0"}});
  table("2", "Application", "People_Archive", {{4, "1"}});
  column("2", "PersonID", {"int"});
  table("3", "Warehouse", "VehicleTemperatures", {{5, "1"}, {10, "∅"}});
  column("3", "VehicleTemperatureID", {"bigint"}, {{16, "1"}});
  column("3", "Temperature", {"decimal", "10", "2"});
  key("3", "PK_Warehouse_VehicleTemperatures", {"VehicleTemperatureID"}, {{2, "2"}});
  table("4", "Warehouse", "StockItemTransactions", {{8, "2"}, {10, "PS"}, {11, "PS_TransactionDate"}});
  column("4", "TransactionDate", {"date"});
  index("4", "CCX_Warehouse_StockItemTransactions", {"TransactionDate"}, {{2, "5"}, {9, "1"}});
  server_[queries::others[5]] = {{"table", "Application", "People", "statistics 'of_names'"}};
  expect_read_as("wide_world_importers");
}

// One of each that the language has no words for.
TEST_F(Samples, WhatCannotBeSaid) {
  table("1", "dbo", "t", {{8, "1"}});
  column("1", "a", {"int"}, {{8, "1"}});
  column("1", "b", {"varchar", "20"}, {{8, "1"}, {20, "1"}});
  column("1", "c", {"int"}, {{16, "100"}, {17, "10"}});
  column("1", "d", {"int"}, {{8, "1"}, {10, "9"}});
  column("1", "e", {"int"}, {{12, "1"}, {14, "0"}});
  column("1", "f", {"nvarchar", "40"}, {{8, "1"}, {21, "1"}, {23, "1"}, {24, "1"}, {25, "1"}, {29, "9"}});
  key("1", "pk_t", {"c"}, {{8, "1"}, {12, "80"}});
  index("1", "uq_nulls", {"a"}, {{3, "1"}, {5, "1"}});
  index("1", "ux_nulls", {"a"}, {{3, "1"}});
  index("1", "ux_without", {"a"}, {{3, "1"}, {6, "([a] IS NOT NULL AND [b]='x')"}});
  index("1", "ux_compared", {"a"}, {{3, "1"}, {6, "([a]>(5))"}});
  index("1", "ix_odd", {"a"},
        {{10, "1"}, {11, "1"}, {12, "70"}, {13, "1"}, {14, "0"}, {15, "0"}, {16, "PS"}, {17, "by_year"}, {19, "2"}});
  index("1", "ix_place", {"a"}, {{17, "FAST"}, {18, "0"}});
  index("1", "ix_clustered", {"a"}, {{2, "1"}});
  index("1", "ix_spatial", {"a"}, {{2, "4"}});
  index("1", "ix_hash", {"a"}, {{2, "7"}});
  index("1", "ix_column", {"a"}, {{2, "6"}});
  check("1", "ck_off", "([a]>(0))", {{3, "1"}, {4, "1"}});
  check("1", "ck_distrusted", "([a]>(0))", {{4, "1"}, {5, "1"}});
  check("1", "ck_hidden", "∅");
  check("1", "ck_sets", "(NOT [b] like '%[^0-9]%')");
  reference("1", "fk_t", "a", {"dbo", "t", "c"}, {{6, "2"}, {7, "1"}, {8, "1"}, {9, "1"}, {10, "1"}});
  reference("1", "fk_hidden", "a", {"∅", "∅", "∅"});
  column("1", "of_hidden_type", {"∅"}, {{3, "∅"}, {4, "∅"}});
  table("2", "dbo", "outside", {{7, "1"}});
  table("3", "dbo", "documents", {{6, "1"}});
  view("dbo", "hidden", "∅");
  view("dbo", "odd", "create view odd as select 1 as one", {{4, "0"}, {5, "0"}, {6, "1"}});
  view("dbo", "first_", "create or alter view dbo.first_ as with x as (select 1 as one) select one from x");
  view("dbo", "columns", "alter view columns (one) as with x as (select 1 as one) select one from x");
  view("dbo", "checked", "CREATE VIEW [checked] as select a from dbo.t where a > 1 with check option");
  server_[queries::others[1]] = {row_of({"trigger of the database", "", "audit", ""})};
  server_[queries::others[2]] = {row_of({"procedure", "dbo", "p", ""}), row_of({"synonym", "dbo", "s", ""})};
  server_[queries::others[14]] = {row_of({"schema", "∅", "dbo", "its comment"})};
  expect_read_as("unsaid");
}

TEST_F(Samples, AnOldServer) {
  auto const trouble = [&] {
    return dialects::find("mssql")->catalogue()->trouble([&](std::string const& sql) { return server_.ask(sql); });
  };
  EXPECT_EQ(trouble(), "");
  server_[queries::server] = {{"12.0.2000.8", "3"}};
  EXPECT_EQ(trouble(), "this server is SQL Server 12.0.2000.8, and its catalogue is read from SQL Server 2016 (13) on");
  server_[queries::server] = {{"12.0.2000.8", "5"}};  // Azure SQL Database
  EXPECT_EQ(trouble(), "");
}

}  // namespace
}  // namespace retort::golden
