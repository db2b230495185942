// SPDX-License-Identifier: Apache-2.0
// How fast files are read. In: files as arguments, or a table made here. Out: megabytes a second, the best of five
// rounds over eight megabytes of them; 1 when a file has errors.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/diagnostics/sink.hpp"
#include "compiler/syntax/parse.hpp"

namespace {

using namespace retort;

constexpr std::size_t wanted_bytes = 8'000'000;
constexpr int rounds = 5;

std::string sample() {
  std::string text = "revision a1 'Sample';\nrevises base;\n\nupgrade {\n";
  for (int i = 0; i < 200; ++i) {
    std::string const n = std::to_string(i);
    text += "  -- what is kept of a user\n  create table users_" + n +
            " (\n"
            "    id          uuid          not null default gen_uuid(),\n"
            "    email       varchar(255)  not null comment 'as shown to others',\n"
            "    balance     numeric(10,2) not null default 0,\n"
            "    created_at  timestamptz   not null default now(),\n"
            "    constraint pk_users_" +
            n +
            " primary key (id),\n"
            "    constraint ck_users_" +
            n +
            " check (balance >= 0 and length(email) > 3)\n"
            "  ) comment 'Users';\n"
            "  create index idx_" +
            n + " on users_" + n +
            " (created_at desc);\n"
            "  insert into users_" +
            n +
            " (email, balance) values ('a@shop.example', 1.5), ('b@shop.example', 2);\n"
            "  update users_" +
            n + " set balance = balance + 1 where email like '%@shop.example';\n";
  }
  return text + "}\n";
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> texts;
  for (int i = 1; i < count; ++i) {
    std::ifstream in(arguments[i], std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (texts.empty()) texts.push_back(sample());
  std::size_t bytes = 0;
  Sources sources;
  std::vector<FileId> files;
  for (std::size_t i = 0; bytes < wanted_bytes; i = (i + 1) % texts.size()) {
    files.push_back(sources.add("bench.mig", texts[i]));
    bytes += texts[i].size() + 1;  // an empty file counts, so that this ends
  }
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    Sink sink;
    auto const begin = std::chrono::steady_clock::now();
    for (FileId const file : files) static_cast<void>(syntax::parse(sources, file, sink));
    std::chrono::duration<double> const taken = std::chrono::steady_clock::now() - begin;
    if (sink.error_count() != 0) {
      std::fprintf(stderr, "%s\n", sink.all().front().message.c_str());
      return 1;
    }
    best = std::max(best, static_cast<double>(bytes) / 1e6 / taken.count());
  }
  std::printf("%.1f MB/s (%zu bytes, best of %d)\n", best, bytes, rounds);
  return 0;
}
