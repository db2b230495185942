// SPDX-License-Identifier: Apache-2.0
// Packets and tokens of TDS.
#include "tests/integration/tds_server.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "runtime/drivers/mssql/odbc.hpp"

namespace retort::testing {
namespace {

using drivers::mssql::to_utf16;
using drivers::mssql::to_utf8;

constexpr char batch_message = 0x01, attention = 0x06, reply_message = 0x04, login_message = 0x10, greeting = 0x12;
constexpr std::uint16_t more = 0x01, failed = 0x02, counted = 0x10, stopped = 0x20;
constexpr char done_token = '\xFD', done_procedure = '\xFE', done_inside = '\xFF';

template <class Number>
std::string little(Number value, std::size_t bytes = sizeof(Number)) {
  std::string out;
  for (std::size_t i = 0; i < bytes; ++i)
    out += static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFFU);
  return out;
}
std::uint64_t read_little(std::string_view text, std::size_t at, std::size_t bytes) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    out |= static_cast<std::uint64_t>(static_cast<unsigned char>(text.at(at + i))) << (8 * i);
  return out;
}
std::string utf16_bytes(std::string_view text) {
  std::string out;
  for (char16_t const c : to_utf16(text)) out += little(static_cast<std::uint16_t>(c));
  return out;
}
std::string from_utf16_bytes(std::string_view bytes) {
  std::u16string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) out += static_cast<char16_t>(read_little(bytes, i, 2));
  return to_utf8(out);
}
// B_VARCHAR and US_VARCHAR: the number of characters before them has one byte, or two.
std::string counted_text(std::string_view text, std::size_t size = 1) {
  auto const bytes = utf16_bytes(text);
  return little(bytes.size() / 2, size) + bytes;
}
std::string token(char kind, std::string const& body) {
  return kind + little(static_cast<std::uint16_t>(body.size())) + body;
}
constexpr std::string_view collation("\x09\x04\xD0\x00\x34", 5);  // Latin1_General_CI_AS

std::string change_of_environment(char kind, std::string const& values) { return token('\xE3', kind + values); }

std::string done_bytes(char kind, std::uint16_t status, std::uint64_t count) {
  return kind + little(status) + little(std::uint16_t{0}) + little(count);
}

std::string message_bytes(char kind, std::int32_t number, std::string_view words, std::uint8_t severity) {
  return token(kind, little(static_cast<std::uint32_t>(number)) + '\x01' + static_cast<char>(severity) +
                         counted_text(words, 2) + counted_text("standin") + counted_text("") +
                         little(std::uint32_t{1}));
}

bool read_all(int socket, std::size_t size, std::string& out) {
  while (size > 0) {
    char piece[4096];
    auto const got = ::recv(socket, piece, std::min(size, sizeof piece), 0);
    if (got <= 0) return false;
    out.append(piece, static_cast<std::size_t>(got));
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

// A message of any number of packets; its kind is the first character.
std::optional<std::string> read_message(int socket) {
  std::string out;
  for (;;) {
    std::string head;
    if (!read_all(socket, 8, head)) return std::nullopt;
    if (out.empty()) out += head[0];
    auto const length =
        static_cast<std::size_t>(static_cast<unsigned char>(head[2])) * 256 + static_cast<unsigned char>(head[3]);
    if (length < 8 || !read_all(socket, length - 8, out)) return std::nullopt;
    if ((static_cast<unsigned char>(head[1]) & 1U) != 0) return out;
  }
}

bool write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// `whole`: the last packet says that it is the last.
bool write_message(int socket, std::string_view body, bool whole = true) {
  constexpr std::size_t room = 4096 - 8;
  unsigned char number = 1;
  do {
    auto const piece = body.substr(0, room);
    body.remove_prefix(piece.size());
    auto const length = piece.size() + 8;
    std::string packet{reply_message,
                       static_cast<char>(body.empty() && whole ? 1 : 0),
                       static_cast<char>(length / 256),
                       static_cast<char>(length % 256),
                       0,
                       51,
                       static_cast<char>(number++),
                       0};
    if (!write_all(socket, packet.append(piece))) return false;
  } while (!body.empty());
  return true;
}

// Without encryption, without several results at a time.
std::string greeting_answer() {
  return std::string(
      "\x00\x00\x15\x00\x06\x01\x00\x1B\x00\x01\x02\x00\x1C\x00\x01\x04\x00\x1D\x00\x01\xFF"
      "\x0F\x00\x10\x39\x00\x00\x02\x00\x00",
      30);
}

}  // namespace

void tds_answer::end(char kind, std::uint16_t status, std::uint64_t count) {
  last_status_ = bytes_.size() + 1;
  ends_in_error_ = false;
  bytes_ += done_bytes(kind, static_cast<std::uint16_t>(status | more), count);
}

tds_answer& tds_answer::rows(std::vector<tds_type> const& columns, std::vector<tds_row> const& rows) {
  bytes_ += '\x81' + little(static_cast<std::uint16_t>(columns.size()));
  for (auto const type : columns) {
    bytes_ += little(std::uint32_t{0}) + little(std::uint16_t{1});  // may be null
    if (type == tds_type::integer)
      bytes_ += "\x26\x04";
    else
      bytes_ +=
          '\xE7' + little(static_cast<std::uint16_t>(type == tds_type::text ? 8000 : 0xFFFF)) + std::string(collation);
    bytes_ += counted_text("c");
  }
  for (auto const& row : rows) {
    bytes_ += '\xD1';
    for (std::size_t i = 0; i < columns.size(); ++i) {
      auto const& cell = row.at(i);
      if (columns[i] == tds_type::integer) {
        bytes_ += cell ? '\x04' + little(static_cast<std::int32_t>(std::stol(*cell))) : std::string(1, '\0');
      } else if (columns[i] == tds_type::text) {
        auto const text = utf16_bytes(cell.value_or(""));
        bytes_ += little(static_cast<std::uint16_t>(cell ? text.size() : 0xFFFF)) + text;
      } else if (!cell) {
        bytes_ += std::string(8, '\xFF');
      } else {
        // In pieces, as servers send them.
        auto text = utf16_bytes(*cell);
        bytes_ += little(static_cast<std::uint64_t>(text.size()));
        for (constexpr std::size_t piece = 1001; !text.empty(); text.erase(0, piece)) {
          auto const part = text.substr(0, piece);
          bytes_ += little(static_cast<std::uint32_t>(part.size())) + part;
        }
        bytes_ += little(std::uint32_t{0});
      }
    }
  }
  end(done_token, counted, rows.size());
  return *this;
}

tds_answer& tds_answer::done(std::optional<std::uint64_t> affected) {
  end(done_token, affected ? counted : 0, affected.value_or(0));
  return *this;
}
tds_answer& tds_answer::done_in_procedure(std::optional<std::uint64_t> affected) {
  end(done_inside, affected ? counted : 0, affected.value_or(0));
  bytes_ += '\x79' + little(std::uint32_t{0});
  end(done_procedure, 0, 0);
  return *this;
}
tds_answer& tds_answer::error(std::int32_t number, std::string_view words, std::uint8_t severity) {
  // Errors of one statement stand before one end.
  if (ends_in_error_) bytes_.resize(bytes_.size() - done_bytes(done_token, failed, 0).size());
  bytes_ += message_bytes('\xAA', number, words, severity);
  end(done_token, failed, 0);
  ends_in_error_ = true;
  failed_ = true;
  return *this;
}
tds_answer& tds_answer::info(std::string_view words) {
  bytes_ += message_bytes('\xAB', 0, words, 0);
  return *this;
}
tds_answer& tds_answer::transaction(bool begins) {
  std::string const id = '\x08' + little(std::uint64_t{0x2200000001});
  std::string const none(1, '\0');
  bytes_ += change_of_environment(begins ? '\x08' : '\x0A', begins ? id + none : none + id);
  return *this;
}
tds_answer& tds_answer::cut() {
  cut_ = true;
  return *this;
}
tds_answer& tds_answer::silence() {
  silent_ = true;
  return *this;
}

std::string tds_answer::bytes() const {
  auto out = bytes_;
  if (silent_ || cut_) return out;
  if (last_status_ == 0) return out + done_bytes(done_token, 0, 0);
  out[last_status_] = static_cast<char>(static_cast<unsigned char>(out[last_status_]) & ~more);
  return out;
}

tds_server::tds_server(handler answers) : answers_(std::move(answers)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 16) != 0 || ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("the stand-in for SQL Server cannot listen");
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept(); });
}

tds_server::~tds_server() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  accepting_.join();
  ::close(listener_);
  {
    std::lock_guard const lock(mutex_);
    for (int const socket : open_) ::shutdown(socket, SHUT_RDWR);
  }
  for (auto& session : sessions_) session.join();
}

std::string tds_server::url(std::string const& password) const {
  return "mssql://sa:" + password + "@127.0.0.1:" + port() + "/shop?driver=FreeTDS&encrypt=no";
}
std::vector<std::string> tds_server::batches() const {
  std::lock_guard const lock(mutex_);
  return batches_;
}
std::vector<tds_login> tds_server::logins() const {
  std::lock_guard const lock(mutex_);
  return logins_;
}
std::vector<std::string> tds_server::other_messages() const {
  std::lock_guard const lock(mutex_);
  return others_;
}
void tds_server::forget() {
  std::lock_guard const lock(mutex_);
  batches_.clear();
  logins_.clear();
  others_.clear();
}
void tds_server::refuse_logins(std::int32_t number, std::string words) {
  std::lock_guard const lock(mutex_);
  refusal_ = number;
  refusal_words_ = std::move(words);
}

void tds_server::call_itself(std::string product) {
  std::lock_guard const lock(mutex_);
  product_ = std::move(product);
}

void tds_server::accept() {
  for (unsigned session = 1;; ++session) {
    int const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0 || stopping_) {
      if (socket >= 0) ::close(socket);
      return;
    }
    std::lock_guard const lock(mutex_);
    open_.push_back(socket);
    sessions_.emplace_back([this, socket, session] { serve(socket, session); });
  }
}

void tds_server::serve(int socket, unsigned session) {
  while (auto const message = read_message(socket)) {
    bool goes_on = true;
    switch (message->front()) {
      case greeting:
        goes_on = write_message(socket, greeting_answer());
        break;
      case login_message:
        log_in(socket, message->substr(1));
        break;
      case batch_message:
        goes_on = answer(socket, session, message->substr(1));
        break;
      case attention:
        goes_on = write_message(socket, done_bytes(done_token, stopped, 0));
        break;
      default: {
        std::lock_guard const lock(mutex_);
        others_.push_back(std::to_string(static_cast<int>(message->front())));
        goes_on = write_message(socket, done_bytes(done_token, 0, 0));
      }
    }
    if (!goes_on) break;
  }
  std::lock_guard const lock(mutex_);
  std::erase(open_, socket);
  ::close(socket);
}

void tds_server::log_in(int socket, std::string const& message) {
  auto const text_at = [&](std::size_t at) {
    auto const begin = read_little(message, at, 2), length = read_little(message, at + 2, 2);
    return message.substr(begin, length * 2);
  };
  auto password = text_at(44);
  for (char& c : password) {
    auto const byte = static_cast<unsigned>(static_cast<unsigned char>(c)) ^ 0xA5U;
    c = static_cast<char>(((byte << 4U) | (byte >> 4U)) & 0xFFU);
  }
  std::lock_guard const lock(mutex_);
  logins_.push_back({from_utf16_bytes(text_at(40)), from_utf16_bytes(password), from_utf16_bytes(text_at(68)),
                     from_utf16_bytes(text_at(48))});
  if (refusal_ != 0) {
    write_message(socket, message_bytes('\xAA', refusal_, refusal_words_, 14) + done_bytes(done_token, failed, 0));
    return;
  }
  std::string const version = std::string("\x0F\x00\x10\x39", 4);
  write_message(socket,
                change_of_environment('\x01', counted_text("shop") + counted_text("master")) +
                    change_of_environment('\x07', '\x05' + std::string(collation) + '\0') +
                    change_of_environment('\x04', counted_text("4096") + counted_text("4096")) +
                    token('\xAD', '\x01' + std::string("\x74\x00\x00\x04", 4) + counted_text(product_) + version) +
                    done_bytes(done_token, 0, 0));
}

bool tds_server::answer(int socket, unsigned session, std::string const& message) {
  auto const headers = read_little(message, 0, 4);
  auto const text = from_utf16_bytes(std::string_view(message).substr(headers));
  tds_answer said;
  {
    std::lock_guard const lock(mutex_);
    batches_.push_back(text);
    said = answers_(session, text).value_or(tds_answer());
  }
  if (said.waits()) {
    // What was said so far is a part of a packet at most: it goes with the end.
    auto const stop = read_message(socket);
    return stop && stop->front() == attention &&
           write_message(socket, said.bytes() + done_bytes(done_token, stopped, 0));
  }
  if (said.cuts()) return !said.bytes().empty() && write_message(socket, said.bytes(), false) && false;
  return write_message(socket, said.bytes());
}

}  // namespace retort::testing
