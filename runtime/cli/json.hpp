// SPDX-License-Identifier: Apache-2.0
// Writes JSON: values in, text out. No reading, no numbers but whole ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

[[nodiscard]] inline std::string json_text(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

[[nodiscard]] inline std::string json_array(std::vector<std::string> const& values) {
  std::string out = "[";
  for (auto const& value : values) out += (out.size() > 1 ? "," : "") + value;
  return out + "]";
}

[[nodiscard]] inline std::string json_texts(std::vector<std::string> const& texts) {
  std::vector<std::string> values;
  for (auto const& text : texts) values.push_back(json_text(text));
  return json_array(values);
}

// {"name":value,…} in the order of the calls.
class json_object {
 public:
  json_object& raw(std::string_view name, std::string const& value) {
    if (!members_.empty()) members_ += ',';
    members_.append(json_text(name)).append(":").append(value);
    return *this;
  }
  json_object& text(std::string_view name, std::string_view value) { return raw(name, json_text(value)); }
  json_object& texts(std::string_view name, std::vector<std::string> const& value) {
    return raw(name, json_texts(value));
  }
  json_object& number(std::string_view name, std::uint64_t value) { return raw(name, std::to_string(value)); }
  json_object& flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
  [[nodiscard]] std::string str() const { return std::string("{").append(members_).append("}"); }

 private:
  std::string members_;
};

}  // namespace retort::cli
