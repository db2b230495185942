// SPDX-License-Identifier: Apache-2.0
// nlohmann-json reads it, and PostgreSQL's own conditions are looked at on the way.
#include "compiler/model/json_text.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace retort::model {

bool is_json(std::string_view text) {
  using Json = nlohmann::json;
  constexpr int deepest = 500;  // databases read nested values recursively
  bool sound = true;
  auto const look = [&](int depth, Json::parse_event_t event, Json& part) {
    bool const is_text = event == Json::parse_event_t::key || event == Json::parse_event_t::value;
    if (is_text && part.is_string() && part.get_ref<std::string const&>().find('\0') != std::string::npos)
      sound = false;
    sound = sound && depth <= deepest;
    return sound;
  };
  return !Json::parse(text, look, false).is_discarded() && sound;
}

}  // namespace retort::model
