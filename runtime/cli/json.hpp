// SPDX-License-Identifier: Apache-2.0
// Writes JSON: values in, text out. No reading, no numbers but whole ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

// The length of the UTF-8 sequence that `text` begins with; 0 where it begins with none.
[[nodiscard]] inline std::size_t utf8_sequence(std::string_view text) {
  auto const byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  auto const lead = byte(0);
  if (lead < 0x80U) return text.empty() ? 0U : 1U;
  std::size_t const length = lead >= 0xf0U ? 4U : lead >= 0xe0U ? 3U : 2U;
  if (lead < 0xc2U || lead > 0xf4U) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0U) != 0x80U) return 0;
  auto const second = byte(1);
  bool const wrong = (lead == 0xe0U && second < 0xa0U) || (lead == 0xedU && second > 0x9fU) ||
                     (lead == 0xf0U && second < 0x90U) || (lead == 0xf4U && second > 0x8fU);
  return wrong ? 0 : length;
}

// Bytes that are not UTF-8 (a database may hold any) become U+FFFD, for JSON is UTF-8.
[[nodiscard]] inline std::string json_text(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    auto const byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      auto const length = utf8_sequence(text.substr(i));
      out += length == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(i, length);
      i += length == 0 ? 0 : length - 1;
    } else if (c == '"' || c == '\\') {
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
