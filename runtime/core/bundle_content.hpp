// SPDX-License-Identifier: Apache-2.0
// An opened bundle behind retort::bundle: its bytes, its header, and what was read of the rest so far. In: bytes. Out:
// revisions, statements, verified texts. Its methods may be called from several threads.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <retort/bundle.hpp>

#include "runtime/core/bundle_bytes.hpp"
#include "runtime/core/bundle_index.hpp"

namespace retort {

class bundle_content {
 public:
  // Verifies header and index. `subject` begins the sentences of errors. Throws bundle_error, and std::system_error
  // for a file that cannot be read.
  template <class Bytes>
  bundle_content(Bytes&& bytes, std::string subject)
      : bytes_(std::forward<Bytes>(bytes)), subject_(std::move(subject)) {
    open();
  }

  [[nodiscard]] core::bundle_header const& header() const { return header_; }
  [[nodiscard]] std::string const& subject() const { return subject_; }

  // Reads the index. Called once, before any of the methods below; `self` owns this.
  [[nodiscard]] std::vector<revision_info> read_revisions(std::shared_ptr<bundle_content const> const& self);

  // Of revision r, as read_revisions() has them. Verified and read the first time.
  [[nodiscard]] core::statement_lists const& statements(std::size_t r) const;
  // The same, of which nothing is kept.
  [[nodiscard]] core::statement_lists read_statements(std::size_t r) const;
  // The bytes of a statement of revision r; they are verified with the rest of its SQL the first time.
  [[nodiscard]] std::string text(std::size_t r, std::uint64_t offset, std::uint64_t length) const;
  // The statements and the SQL of revision r, unless it was done before.
  void verify(std::size_t r) const;
  // All of it, also what is only there to be read by people.
  void verify() const;

 private:
  struct place {  // of a revision, from the beginning of the bundle
    std::string id;
    std::uint64_t statements = 0, statements_length = 0, statements_checksum = 0;
    std::uint64_t sql = 0, sql_length = 0;
    std::uint32_t upgrade = 0, downgrade = 0;
    core::sha256::digest sql_checksum{};
    std::atomic<bool> is_read{false};      // `lists` is filled
    std::atomic<bool> is_verified{false};  // the SQL matches its checksum
    core::statement_lists lists;
  };

  void open();
  [[nodiscard]] std::string_view find_header(std::string& scratch) const;
  [[nodiscard]] std::uint64_t checksum(std::uint64_t offset, std::uint64_t length) const;
  void verify_sql(place const& at, core::statement_lists const& lists) const;

  core::bundle_bytes bytes_;
  std::string subject_;
  core::bundle_header header_;
  std::uint64_t index_ = 0, statements_ = 0, sql_ = 0;  // where the sections begin
  std::unique_ptr<place[]> places_;
  mutable std::mutex reading_;  // guards `lists` while it is filled
};

}  // namespace retort
