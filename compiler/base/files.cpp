// SPDX-License-Identifier: Apache-2.0
// Outputs are staged beside their final names and renamed, which file systems do in one step.
#include "compiler/base/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

namespace retort {

namespace fs = std::filesystem;

namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }  // only for files that were read, or given up
};
using Handle = std::unique_ptr<std::FILE, Closer>;

std::string quoted(fs::path const& path) { return "'" + path.generic_string() + "'"; }

// The system's words for an error: "permission denied".
std::string reason(std::error_code error) {
  std::string words = error.message();
  if (!words.empty() && words[0] >= 'A' && words[0] <= 'Z') words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}
std::string last_reason() { return reason(std::error_code(errno, std::generic_category())); }

// A file with an output in it that has no name yet; gone unless it is renamed.
class Staged {
 public:
  Staged(fs::path target, std::string_view content) : target_(std::move(target)) {
    Handle file = open_beside();
    std::error_code ignored;
    if (auto const old = fs::status(target_, ignored); fs::exists(old))
      fs::permissions(name_, old.permissions(), ignored);  // not everybody may; the file is written all the same
    bool const written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
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
  Handle open_beside() {
    for (int attempt = 0;; ++attempt) {
      name_ = target_;
      name_.replace_filename("." + target_.filename().string() + "." + std::to_string(attempt) + ".tmp");
      if (Handle file{std::fopen(name_.string().c_str(), "wbx")}) return file;
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

std::optional<std::string> read_if_there(fs::path const& file) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return std::nullopt;
  try {
    return read_file(file);
  } catch (FileError const&) {
    return std::nullopt;  // unreadable is not the same as unwritable
  }
}

}  // namespace

std::string read_file(fs::path const& file) {
  std::error_code error;
  auto const status = fs::status(file, error);
  if (!fs::exists(status)) {
    if (status.type() == fs::file_type::not_found) throw FileError("the file " + quoted(file) + " does not exist");
    throw FileError("the file " + quoted(file) + " cannot be read: " + reason(error));
  }
  if (fs::is_directory(status)) throw FileError(quoted(file) + " is a directory, not a file");
  Handle const handle{std::fopen(file.string().c_str(), "rb")};
  if (!handle) throw FileError("the file " + quoted(file) + " cannot be read: " + last_reason());
  std::string out;
  auto const expected = fs::file_size(file, error);  // what is no regular file has none
  if (!error && expected < std::numeric_limits<std::uint32_t>::max()) out.reserve(static_cast<std::size_t>(expected));
  char buffer[16384];
  while (std::size_t const count = std::fread(buffer, 1, sizeof buffer, handle.get())) {
    out.append(buffer, count);
    if (out.size() >= std::numeric_limits<std::uint32_t>::max())
      throw FileError("the file " + quoted(file) + " is larger than 4 GiB");
  }
  if (std::ferror(handle.get()) != 0) throw FileError("the file " + quoted(file) + " cannot be read: " + last_reason());
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
    auto const kind = fs::status(entry->path(), ignored).type();
    // A link to nowhere is listed, so that reading it tells the user; a directory of that name is none of ours.
    if (kind == fs::file_type::regular || kind == fs::file_type::not_found) names.push_back(name);
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
  for (auto const& output : outputs) {
    if (read_if_there(output.file) == output.content) continue;
    std::error_code error;
    if (fs::is_directory(output.file, error)) throw FileError(quoted(output.file) + " is a directory, not a file");
    if (auto const parent = output.file.parent_path(); !parent.empty()) {
      fs::create_directories(parent, error);
      if (error) throw FileError("the directory " + quoted(parent) + " cannot be made: " + reason(error));
    }
    fs::path target = output.file;
    if (fs::is_symlink(target, error)) target = fs::weakly_canonical(target, error);
    if (error) target = output.file;
    staged.emplace_back(target, output.content);
  }
  for (auto& file : staged) file.publish();
  return staged.size();
}

}  // namespace retort
