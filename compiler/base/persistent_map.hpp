// SPDX-License-Identifier: Apache-2.0
// An ordered map that is a value: copying is O(1), insert and erase are O(log n) and leave every older copy as it was.
// Its shape depends only on its keys (a treap whose priorities are hashes of the keys), so two maps that share a
// history share nodes, and comparing them costs only what differs between them.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

// Key needs operator< and operator==, and a free function `std::uint64_t stable_hash(Key const&)` found by ADL that
// does not depend on the process. Value needs operator== only where maps are compared.
template <class Key, class Value>
class PersistentMap {
  struct Node;
  using Link = std::shared_ptr<Node const>;
  struct Entry {
    Key key;
    Value value;
  };
  using EntryLink = std::shared_ptr<Entry const>;
  struct Node {
    EntryLink entry;  // copies of a node share it: the path to a change is copied often, keys and values are large
    std::uint64_t priority;
    std::size_t size;
    Link left, right;
    [[nodiscard]] Key const& key() const { return entry->key; }
    [[nodiscard]] Value const& value() const { return entry->value; }
  };

 public:
  // The value at `key`, or null. Valid as long as this map, or a copy that still holds the entry, lives.
  [[nodiscard]] Value const* find(Key const& key) const {
    Node const* node = root_.get();
    while (node != nullptr) {
      if (key < node->key()) {
        node = node->left.get();
      } else if (node->key() < key) {
        node = node->right.get();
      } else {
        return &node->value();
      }
    }
    return nullptr;
  }
  [[nodiscard]] bool contains(Key const& key) const { return find(key) != nullptr; }
  [[nodiscard]] std::size_t size() const { return root_ ? root_->size : 0; }
  [[nodiscard]] bool empty() const { return !root_; }

  // Inserts or replaces.
  void set(Key key, Value value) {
    bool const replaces = contains(key);
    auto const entry = std::make_shared<Entry const>(Entry{std::move(key), std::move(value)});
    root_ = replaces ? replace(root_, entry) : insert(root_, entry, stable_hash(entry->key));
  }
  // Removes; false when there was nothing.
  bool erase(Key const& key) {
    if (!contains(key)) return false;
    root_ = remove(root_, key);
    return true;
  }

  // Calls `f(key, value)` in the order of the keys.
  template <class F>
  void for_each(F&& f) const {
    walk(root_.get(), f);
  }

  // Calls `f(key, a, b)` in the order of the keys for every key at which the two maps differ; `a` or `b` is null where
  // a map lacks the key. Shared parts are skipped without being looked at.
  template <class F>
  static void for_each_difference(PersistentMap const& a, PersistentMap const& b, F&& f) {
    differ(a.root_, b.root_, f);
  }

  friend bool operator==(PersistentMap const& a, PersistentMap const& b) { return same(a.root_.get(), b.root_.get()); }

 private:
  static std::size_t size_of(Link const& link) { return link ? link->size : 0; }
  static Link make(EntryLink entry, std::uint64_t priority, Link left, Link right) {
    std::size_t const size = 1 + size_of(left) + size_of(right);
    return std::make_shared<Node const>(Node{std::move(entry), priority, size, std::move(left), std::move(right)});
  }
  static Link with(Node const& node, Link left, Link right) {
    return make(node.entry, node.priority, std::move(left), std::move(right));
  }
  // Whether `a` belongs above `b`: the key breaks ties, so the shape is unique.
  static bool above(std::uint64_t pa, Key const& a, Node const& b) {
    return pa != b.priority ? pa > b.priority : a < b.key();
  }
  static std::pair<Link, Link> split(Link const& link, Key const& key) {
    if (!link) return {};
    if (link->key() < key) {
      auto [less, more] = split(link->right, key);
      return {with(*link, link->left, std::move(less)), std::move(more)};
    }
    auto [less, more] = split(link->left, key);
    return {std::move(less), with(*link, std::move(more), link->right)};
  }
  static Link join(Link const& a, Link const& b) {
    if (!a) return b;
    if (!b) return a;
    if (above(a->priority, a->key(), *b)) return with(*a, a->left, join(a->right, b));
    return with(*b, join(a, b->left), b->right);
  }
  static Link insert(Link const& link, EntryLink const& entry, std::uint64_t priority) {
    if (!link || above(priority, entry->key, *link)) {
      auto [less, more] = split(link, entry->key);
      return make(entry, priority, std::move(less), std::move(more));
    }
    if (entry->key < link->key()) return with(*link, insert(link->left, entry, priority), link->right);
    return with(*link, link->left, insert(link->right, entry, priority));
  }
  static Link replace(Link const& link, EntryLink const& entry) {
    if (entry->key < link->key()) return with(*link, replace(link->left, entry), link->right);
    if (link->key() < entry->key) return with(*link, link->left, replace(link->right, entry));
    return make(entry, link->priority, link->left, link->right);
  }
  static Link remove(Link const& link, Key const& key) {
    if (key < link->key()) return with(*link, remove(link->left, key), link->right);
    if (link->key() < key) return with(*link, link->left, remove(link->right, key));
    return join(link->left, link->right);
  }
  template <class F>
  static void walk(Node const* node, F& f) {
    if (node == nullptr) return;
    walk(node->left.get(), f);
    f(node->key(), node->value());
    walk(node->right.get(), f);
  }
  static bool same(Node const* a, Node const* b) {
    if (a == b) return true;
    if (a == nullptr || b == nullptr || a->size != b->size) return false;
    return (a->entry == b->entry || (a->key() == b->key() && a->value() == b->value())) &&
           same(a->left.get(), b->left.get()) && same(a->right.get(), b->right.get());
  }
  template <class F>
  static void differ(Link const& a, Link const& b, F& f) {
    if (a == b) return;
    if (!a) {
      auto only = [&](Key const& key, Value const& value) { f(key, nullptr, &value); };
      return walk(b.get(), only);
    }
    if (!b) {
      auto only = [&](Key const& key, Value const& value) { f(key, &value, nullptr); };
      return walk(a.get(), only);
    }
    if (a->key() == b->key()) {
      differ(a->left, b->left, f);
      if (a->entry != b->entry && !(a->value() == b->value())) f(a->key(), &a->value(), &b->value());
      return differ(a->right, b->right, f);
    }
    // Different roots: cut the lower one in two at the key of the higher one.
    if (above(a->priority, a->key(), *b)) {
      auto [less, rest] = split(b, a->key());
      differ(a->left, less, f);
      f(a->key(), &a->value(), nullptr);
      return differ(a->right, rest, f);
    }
    auto [less, rest] = split(a, b->key());
    differ(less, b->left, f);
    f(b->key(), nullptr, &b->value());
    differ(rest, b->right, f);
  }

  Link root_;
};

// FNV-1a with a final mix: a hash that is the same in every process and on every machine.
inline std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29);
}

}  // namespace retort
