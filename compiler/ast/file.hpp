// SPDX-License-Identifier: Apache-2.0
// A file: one revision, or the desired schema.
#pragma once

#include "compiler/ast/statement.hpp"

namespace retort::ast {

// An id of a revision: not folded, never quoted.
struct RevisionId {
  std::string text;
  Where where;
  friend bool operator==(RevisionId const&, RevisionId const&) = default;
};

struct Block {  // { … }
  std::vector<Statement> statements;
  Where where;
  friend bool operator==(Block const&, Block const&) = default;
};
struct DowngradeAuto {
  friend bool operator==(DowngradeAuto const&, DowngradeAuto const&) = default;
};
struct DowngradeIrreversible {
  Text reason;
  friend bool operator==(DowngradeIrreversible const&, DowngradeIrreversible const&) = default;
};
struct Downgrade {
  std::variant<DowngradeAuto, Block, DowngradeIrreversible> node;
  Where where;
  friend bool operator==(Downgrade const&, Downgrade const&) = default;
};

// A revision that a squashed one stands for, with the checksum that databases have it by.
struct Replaced {
  RevisionId id;
  Text checksum;
  friend bool operator==(Replaced const&, Replaced const&) = default;
};

struct Revision {
  std::vector<Annotation> annotations;  // for the whole file
  RevisionId id;
  Text message;
  std::vector<RevisionId> parents;     // none for `revises base`
  std::vector<RevisionId> depends_on;  // ids or labels
  std::vector<Replaced> replaces;      // of a squashed one: all that it stands for, itself as it was among them
  std::vector<Identifier> labels;
  std::vector<RevisionId> compatible;  // the oldest revisions whose programs work with it; none: its own alone
  Maybe<Text> created;
  Maybe<Text> description;  // dedented and trimmed
  Block upgrade;
  Downgrade downgrade;  // DowngradeAuto also when left out
  Where where;
  friend bool operator==(Revision const&, Revision const&) = default;
};

struct Mixin {  // mixin name ( column, … );
  Identifier name;
  std::vector<TableElement> elements;
  Where where;
  friend bool operator==(Mixin const&, Mixin const&) = default;
};
struct SchemaItem {
  std::variant<Statement, Mixin> node;
  friend bool operator==(SchemaItem const&, SchemaItem const&) = default;
};
struct DesiredSchema {  // schema; …
  std::vector<Annotation> annotations;
  std::vector<SchemaItem> items;
  Where where;
  friend bool operator==(DesiredSchema const&, DesiredSchema const&) = default;
};

// What is left of a file whose kind could not be told.
struct BadFile {
  friend bool operator==(BadFile const&, BadFile const&) = default;
};

struct File {
  FileId id;
  std::variant<BadFile, Revision, DesiredSchema> content;
  friend bool operator==(File const& a, File const& b) { return a.content == b.content; }
};

}  // namespace retort::ast
