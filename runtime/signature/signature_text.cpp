// SPDX-License-Identifier: Apache-2.0
// Three lines: the format, the id of the key, the signature in hexadecimal digits.
#include "runtime/signature/signature_text.hpp"

#include <algorithm>

#include <retort/signature.hpp>

#include "runtime/core/sha256.hpp"

namespace retort::signatures {
namespace {

constexpr std::string_view first_line = "retort signature 1\n";
constexpr std::string_view any_format = "retort signature ";
constexpr std::string_view key_word = "key ";
constexpr std::string_view algorithm = "ed25519 ";
constexpr std::string_view what_is_signed = "retort bundle signature 1\n";
constexpr std::size_t id_digits = 16;
constexpr std::string_view digits = "0123456789abcdef";

[[noreturn]] void refuse(std::string const& sentence) { throw untrusted_bundle(sentence, signature_fault::damaged); }

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return digits.find(c) != std::string_view::npos; });
}

// Reads `text` from its beginning to its end.
class reader {
 public:
  reader(std::string_view text, std::string const& called) : rest_(text), called_(called) {}

  void take(std::string_view word) {
    auto const there = rest_.substr(0, word.size());
    if (there == word) {
      rest_.remove_prefix(word.size());
    } else if (word.starts_with(there)) {
      truncated();
    } else {
      refuse(called_ + " is damaged: '" + std::string(word.substr(0, word.size() - 1)) + "' is missing in it");
    }
  }
  std::string_view take_digits(std::size_t count) {
    auto const there = rest_.substr(0, count);
    if (!all_digits(there)) refuse(called_ + " is damaged: a hexadecimal digit is none");
    if (there.size() < count) truncated();
    rest_.remove_prefix(count);
    return there;
  }
  void end() const {
    if (!rest_.empty()) refuse(called_ + " is damaged: something follows its end");
  }

 private:
  [[noreturn]] void truncated() const { refuse(called_ + " is truncated; take it anew from where it was made"); }
  std::string_view rest_;
  std::string const& called_;
};

}  // namespace

std::string id_of(public_key const& key) {
  return core::sha256_hex({reinterpret_cast<char const*>(key.data()), key.size()}).substr(0, id_digits);
}

std::string message_of(std::string_view bundle) {
  std::string out;
  out.reserve(what_is_signed.size() + bundle.size());
  return out.append(what_is_signed).append(bundle);
}

std::string spell(signature const& made) {
  std::string out(first_line);
  out.append(key_word).append(made.key).append("\n").append(algorithm);
  for (auto const byte : made.bytes) out.append({digits[byte >> 4U], digits[byte & 15U]});
  return out + "\n";
}

signature parse(std::string_view text, std::string const& called) {
  if (text.starts_with(any_format) && !text.starts_with(first_line)) {
    auto const number = text.substr(any_format.size(), text.find('\n', any_format.size()) - any_format.size());
    if (!number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos && number != "1")
      refuse(called + " has the format " + std::string(number) +
             ", which this program does not know; a newer Retort made it");
  }
  reader in(text, called);
  signature out;
  in.take(first_line);
  in.take(key_word);
  out.key = in.take_digits(id_digits);
  in.take("\n");
  in.take(algorithm);
  auto const hex = in.take_digits(2 * out.bytes.size());
  for (std::size_t i = 0; i < out.bytes.size(); ++i)
    out.bytes[i] = static_cast<unsigned char>(digits.find(hex[2 * i]) * 16 + digits.find(hex[2 * i + 1]));
  in.take("\n");
  in.end();
  return out;
}

std::string sign_bundle(secret_text const& private_key, std::string_view bundle) {
  return spell({id_of(public_of(private_key)), sign(private_key, message_of(bundle))});
}

}  // namespace retort::signatures
