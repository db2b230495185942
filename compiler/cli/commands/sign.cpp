// SPDX-License-Identifier: Apache-2.0
// retort sign: bundles as they are are vouched for with a private key. Out: a signature beside each, or none at all.
#include <fmt/format.h>

#include <ostream>

#include <retort/signature.hpp>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/signing_key.hpp"
#include "runtime/signature/signature_text.hpp"

namespace retort::cli {

int sign(Arguments const& arguments, Console const& console) try {
  if (arguments.operands.empty()) throw UsageError("'sign' needs a bundle: retort sign shop.sqlite.bundle --key FILE");
  std::vector<std::string> bundles;
  for (auto const& file : arguments.operands) {
    bundles.push_back(read_file(file));
    bundle::from_text(bundles.back(), fmt::format("'{}'", file)).verify();  // nobody vouches for what cannot be run
  }
  auto const key = signing_key(arguments, console);
  auto const id = signatures::id_of(signatures::public_of(key));
  std::vector<Output> outputs;
  for (std::size_t i = 0; i < bundles.size(); ++i)
    outputs.push_back({arguments.operands[i] + ".sig", signatures::sign_bundle(key, bundles[i])});
  write_if_changed(outputs);
  if (arguments.json) {
    console.out << sign_json(id, arguments.operands);
    return done;
  }
  for (auto const& output : outputs)
    console.out << printable(fmt::format("signed with the key {}: {}", id, output.file.generic_string())) << '\n';
  return done;
} catch (key_error const& refused) {
  throw FileError(refused.what());
} catch (bundle_error const& refused) {
  throw FileError(fmt::format("not signed: {}", refused.what()));
}

}  // namespace retort::cli
