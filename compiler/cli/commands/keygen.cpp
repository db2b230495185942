// SPDX-License-Identifier: Apache-2.0
// retort keygen: a new pair of keys. Out: the private one in a file that its owner alone may read, the public one
// beside it. Overwrites nothing.
#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include <retort/signature.hpp>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/secret_file.hpp"
#include "compiler/cli/signing_key.hpp"
#include "runtime/signature/signature_text.hpp"

namespace retort::cli {

namespace {

void write_pair(std::string const& file, signatures::secret_text const& private_pem, std::string const& public_file,
                std::string const& public_pem) {
  std::error_code ignored;
  // Seen before anything is made, a pair that cannot be written whole leaves nothing behind.
  if (std::filesystem::exists(std::filesystem::symlink_status(public_file, ignored)))
    throw FileError(
        fmt::format("the file '{}' is there already and is not overwritten; name another one", public_file));
  write_secret(file, private_pem.view());
  try {
    write_new(public_file, public_pem);
  } catch (FileError const&) {
    std::filesystem::remove(file, ignored);
    throw;
  }
}

}  // namespace

int keygen(Arguments const& arguments, Console const& console) try {
  if (!arguments.output) throw UsageError("'keygen' needs the name of a file for the private key: --output FILE");
  auto const& file = *arguments.output;
  auto const public_file = file + ".pub";
  auto const password = key_password(arguments);
  auto const key = signatures::generate();
  auto const public_key = signatures::public_of(key);
  write_pair(file, signatures::pem_of_private(key, password ? &*password : nullptr), public_file,
             signatures::pem_of(public_key));
  auto const id = signatures::id_of(public_key);
  if (arguments.json)
    console.out << keygen_json(id, file, public_file, password.has_value());
  else
    console.out << printable(fmt::format("key {}: private '{}'{}, public '{}'", id, file,
                                         password ? " (with a password)" : "", public_file))
                << '\n';
  return done;
} catch (key_error const& refused) {
  throw FileError(refused.what());
}

}  // namespace retort::cli
