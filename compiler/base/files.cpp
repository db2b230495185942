// SPDX-License-Identifier: Apache-2.0
// Outputs are staged beside their final names and renamed, which file systems do in one step.
#include "compiler/base/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>

#include "compiler/base/side_by_side.hpp"

namespace retort {

namespace fs = std::filesystem;

namespace {

std::string quoted(fs::path const& path) { return "'" + path.generic_string() + "'"; }

// The system's words for an error: "permission denied".
std::string reason(std::error_code error) {
  std::string words = error.message();
  if (!words.empty() && words[0] >= 'A' && words[0] <= 'Z') words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}
std::string last_reason() { return reason(std::error_code(errno, std::generic_category())); }

// Gives what an output is made of, piece by piece, until `take` says false.
void read_pieces(Output const& output, std::function<bool(std::string_view)> const& take) {
  bool more = output.content.empty() || take(output.content);
  for (auto const& spool : output.rest)
    if (more) spool->read([&](std::string_view piece) { return more = take(piece); });
}

// A file with an output in it that has no name yet; gone unless it is renamed.
class Staged {
 public:
  Staged(fs::path target, Output const& output) : target_(std::move(target)) {
    FileHandle file = open_beside();
    std::error_code ignored;
    if (auto const old = fs::status(target_, ignored); fs::exists(old))
      fs::permissions(name_, old.permissions(), ignored);  // not everybody may; the file is written all the same
    bool written = true;
    read_pieces(output, [&](std::string_view piece) {
      return written = std::fwrite(piece.data(), 1, piece.size(), file.get()) == piece.size();
    });
    bool const flushed = std::fflush(file.get()) == 0;
    std::string const why = written && flushed ? std::string() : last_reason();
    bool const closed = std::fclose(file.release()) == 0;
    if (!written || !flushed || !closed) {
      std::string const sentence = why.empty() ? last_reason() : why;
      remove();
      throw FileError("the file " + quoted(target_) + " cannot be written: " + sentence);
    }
  }
  Staged(Staged&& other) noexcept : target_(std::move(other.target_)), name_(std::exchange(other.name_, {})) {}
  Staged(Staged const&) = delete;
  Staged& operator=(Staged const&) = delete;
  Staged& operator=(Staged&&) = delete;
  ~Staged() { remove(); }

  void publish() {
    std::error_code error;
    fs::rename(name_, target_, error);
    if (error) throw FileError("the file " + quoted(target_) + " cannot be written: " + reason(error));
    name_.clear();
  }

 private:
  // Another process may be at the same work: a name is taken by making the file.
  FileHandle open_beside() {
    for (int attempt = 0;; ++attempt) {
      name_ = target_;
      name_.replace_filename("." + target_.filename().string() + "." + std::to_string(attempt) + ".tmp");
      if (FileHandle file{std::fopen(name_.string().c_str(), "wbx")}) return file;
      if (errno != EEXIST || attempt == 1000) {
        std::string const why = last_reason();
        name_.clear();
        throw FileError("the file " + quoted(target_) + " cannot be written: " + why);
      }
    }
  }
  void remove() noexcept {
    if (name_.empty()) return;
    std::error_code ignored;
    fs::remove(name_, ignored);
    name_.clear();
  }

  fs::path target_, name_;
};

// Whether the file is there and holds the output. One that cannot be read need not be unwritable: it does not hold it.
bool holds(fs::path const& file, Output const& output) {
  std::error_code error;
  std::uint64_t size = output.content.size();
  for (auto const& spool : output.rest) size += spool->size();
  if (!fs::is_regular_file(file, error) || fs::file_size(file, error) != size || error) return false;
  FileHandle const handle{std::fopen(file.string().c_str(), "rb")};
  if (!handle) return false;
  std::string there;
  bool same = true;
  read_pieces(output, [&](std::string_view piece) {
    there.resize(piece.size());
    return same = std::fread(there.data(), 1, there.size(), handle.get()) == there.size() && there == piece;
  });
  return same;
}

// holds() for each; several at once, as they may be long.
std::vector<char> held(std::vector<Output> const& outputs) {
  std::vector<char> out(outputs.size(), 0);
  side_by_side(outputs.size(), parts_of(outputs.size(), 1), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) out[i] = holds(outputs[i].file, outputs[i]) ? 1 : 0;
  });
  return out;
}

// `buffer` is for one file after the other: to make one costs as much as to read a short file.
std::string read_through(std::string& buffer, fs::path const& file) {
  std::error_code error;
  auto const status = fs::status(file, error);
  if (!fs::exists(status)) {
    if (status.type() == fs::file_type::not_found) throw FileError("the file " + quoted(file) + " does not exist");
    throw FileError("the file " + quoted(file) + " cannot be read: " + reason(error));
  }
  if (fs::is_directory(status)) throw FileError(quoted(file) + " is a directory, not a file");
  FileHandle const handle{std::fopen(file.string().c_str(), "rb")};
  if (!handle) throw FileError("the file " + quoted(file) + " cannot be read: " + last_reason());
  std::setvbuf(handle.get(), nullptr, _IONBF, 0);  // most files are read by one call
  std::string out;
  while (std::size_t const count = std::fread(buffer.data(), 1, buffer.size(), handle.get())) {
    out.append(buffer, 0, count);
    if (out.size() >= std::numeric_limits<std::uint32_t>::max())
      throw FileError("the file " + quoted(file) + " is larger than 4 GiB");
    if (count < buffer.size()) break;  // its end; what is wrong with it is asked below
    buffer.resize(std::size_t{1} << 18U);
  }
  if (std::ferror(handle.get()) != 0) throw FileError("the file " + quoted(file) + " cannot be read: " + last_reason());
  return out;
}
std::string new_buffer() { return std::string(16384, '\0'); }

}  // namespace

std::string read_file(fs::path const& file) {
  auto buffer = new_buffer();
  return read_through(buffer, file);
}

std::vector<std::string> read_files(std::vector<fs::path> const& files) {
  std::vector<std::string> out(files.size());
  side_by_side(files.size(), parts_of(files.size(), 500), [&](std::size_t, std::size_t begin, std::size_t end) {
    auto buffer = new_buffer();
    for (auto i = begin; i < end; ++i) out[i] = read_through(buffer, files[i]);
  });
  return out;
}

std::vector<fs::path> list_files(fs::path const& directory, std::string_view extension) {
  std::error_code error;
  auto const status = fs::status(directory, error);
  if (status.type() == fs::file_type::not_found)
    throw FileError("the directory " + quoted(directory) + " does not exist");
  if (fs::exists(status) && !fs::is_directory(status)) throw FileError(quoted(directory) + " is not a directory");
  std::vector<std::string> names;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string const name = entry->path().filename().string();
    if (name.size() <= extension.size() || name[0] == '.' || !std::string_view(name).ends_with(extension)) continue;
    std::error_code ignored;
    // A link to nowhere is listed, so that reading it tells the user; a directory of that name is none of ours. Most
    // systems say with its name what an entry is: then nothing else has to be asked.
    if (entry->is_regular_file(ignored) || fs::status(entry->path(), ignored).type() == fs::file_type::not_found)
      names.push_back(name);
  }
  if (error) throw FileError("the directory " + quoted(directory) + " cannot be read: " + reason(error));
  std::sort(names.begin(), names.end());
  std::vector<fs::path> out;
  out.reserve(names.size());
  for (auto const& name : names) out.push_back(directory == "." ? fs::path(name) : directory / name);
  return out;
}

std::size_t write_if_changed(std::vector<Output> const& outputs) {
  std::vector<Staged> staged;
  auto const there = held(outputs);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (there[i] != 0) continue;
    auto const& output = outputs[i];
    std::error_code error;
    if (fs::is_directory(output.file, error)) throw FileError(quoted(output.file) + " is a directory, not a file");
    // A device or a pipe is written into; another file in its place would take it from everybody.
    if (fs::exists(output.file, error) && !fs::is_regular_file(output.file, error))
      throw FileError(quoted(output.file) + " is a device or a pipe, not a file; write to standard output");
    if (auto const parent = output.file.parent_path(); !parent.empty()) {
      fs::create_directories(parent, error);
      if (error) throw FileError("the directory " + quoted(parent) + " cannot be made: " + reason(error));
    }
    fs::path target = output.file;
    if (fs::is_symlink(target, error)) target = fs::weakly_canonical(target, error);
    if (error) target = output.file;
    staged.emplace_back(target, output);
  }
  for (auto& file : staged) file.publish();
  return staged.size();
}

}  // namespace retort
