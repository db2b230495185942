// SPDX-License-Identifier: Apache-2.0
// A map that is a value: copying is O(1), insert and erase are O(log n) and leave every older copy as it was.
// A trie over the bits of the keys' hashes, whose shape depends only on its keys: two maps that share a history share
// nodes, and comparing them costs only what differs between them. Walks come in the order of the keys. A map and its
// copies are one thread's at a time: their counts are not atomic, which makes them half as fast again.
#pragma once

#include <algorithm>
#include <array>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

// Key needs operator< and operator==, and a free function `std::uint64_t stable_hash(Key const&)` found by ADL that
// does not depend on the process. Value needs operator== only where maps are compared.
template <class Key, class Value>
class PersistentMap {
  // A branch, or a leaf: three bits of the hash a level, and a branch only where two hashes have to be told apart.
  struct Node : boost::intrusive_ref_counter<Node, boost::thread_unsafe_counter> {
    explicit Node(bool is_leaf) : leaf(is_leaf) {}
    Node(Node const&) = default;
    Node& operator=(Node const&) = delete;
    virtual ~Node() = default;
    bool leaf;
  };
  using Link = boost::intrusive_ptr<Node const>;
  static constexpr unsigned bits = 3;
  struct Branch final : Node {
    Branch() : Node(false) {}
    std::array<Link, 1U << bits> children;
  };
  struct Leaf final : Node {
    Leaf(std::uint64_t h, Key k, Value v) : Node(true), hash(h), key(std::move(k)), value(std::move(v)) {}
    std::uint64_t hash;
    Key key;
    Value value;
    Link next;  // a leaf of the same hash, with a greater key
  };

 public:
  // The value at `key`, or null. Valid as long as this map, or a copy that still holds the entry, lives.
  [[nodiscard]] Value const* find(Key const& key) const {
    auto const hash = stable_hash(key);
    Node const* node = root_.get();
    for (unsigned level = 0; node != nullptr && !node->leaf; ++level)
      node = branch(node).children[slot(hash, level)].get();
    for (; node != nullptr; node = leaf(node).next.get())
      if (leaf(node).hash == hash && leaf(node).key == key) return &leaf(node).value;
    return nullptr;
  }
  [[nodiscard]] bool contains(Key const& key) const { return find(key) != nullptr; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  // Inserts or replaces.
  void set(Key key, Value value) {
    auto const hash = stable_hash(key);
    bool fresh = false;
    root_ = put(root_, make<Leaf>(hash, std::move(key), std::move(value)), 0, fresh);
    if (fresh) ++size_;
  }
  // Removes; false when there was nothing.
  bool erase(Key const& key) {
    bool there = false;
    Link left = take(root_, key, stable_hash(key), 0, there);
    if (!there) return false;
    root_ = std::move(left);
    --size_;
    return true;
  }

  // Calls `f(key, value)` in the order of the keys.
  template <class F>
  void for_each(F&& f) const {
    for (Leaf const* one : sorted_leaves(root_.get())) f(one->key, one->value);
  }

  // Calls `f(key, a, b)` in the order of the keys for every key at which the two maps differ; `a` or `b` is null where
  // a map lacks the key. Shared parts are skipped without being looked at.
  template <class F>
  static void for_each_difference(PersistentMap const& a, PersistentMap const& b, F&& f) {
    std::vector<Pair> found;
    differ(a.root_.get(), b.root_.get(), found);
    auto const key = [](Pair const& pair) -> Key const& {
      return (pair.first != nullptr ? pair.first : pair.second)->key;
    };
    std::sort(found.begin(), found.end(), [&](Pair const& x, Pair const& y) { return key(x) < key(y); });
    auto const value = [](Leaf const* one) { return one == nullptr ? nullptr : &one->value; };
    for (auto const& pair : found) f(key(pair), value(pair.first), value(pair.second));
  }

  friend bool operator==(PersistentMap const& a, PersistentMap const& b) {
    return a.size_ == b.size_ && same(a.root_.get(), b.root_.get());
  }

 private:
  using Pair = std::pair<Leaf const*, Leaf const*>;

  template <class T, class... Parts>
  static boost::intrusive_ptr<T> make(Parts&&... parts) {
    return boost::intrusive_ptr<T>(std::make_unique<T>(std::forward<Parts>(parts)...).release());
  }
  static Branch const& branch(Node const* node) { return static_cast<Branch const&>(*node); }
  static Leaf const& leaf(Node const* node) { return static_cast<Leaf const&>(*node); }
  // Behind the last bits all hashes of a branch would be equal, and there would be no branch.
  static std::size_t slot(std::uint64_t hash, unsigned level) { return (hash >> (level * bits)) & ((1U << bits) - 1); }

  static Link put(Link const& there, boost::intrusive_ptr<Leaf> added, unsigned level, bool& fresh) {
    if (!there) {
      fresh = true;
      return added;
    }
    if (!there->leaf) {
      auto out = make<Branch>(branch(there.get()));
      auto& child = out->children[slot(added->hash, level)];
      child = put(child, std::move(added), level + 1, fresh);
      return out;
    }
    if (leaf(there.get()).hash == added->hash) return chained(there, *added, true, fresh);
    fresh = true;
    return told_apart(there, added, level);
  }
  static Link told_apart(Link const& a, Link const& b, unsigned level) {
    auto out = make<Branch>();
    auto const in_a = slot(leaf(a.get()).hash, level), in_b = slot(leaf(b.get()).hash, level);
    if (in_a == in_b) {
      out->children[in_a] = told_apart(a, b, level + 1);
    } else {
      out->children[in_a] = a;
      out->children[in_b] = b;
    }
    return out;
  }
  // The leaves of one hash anew, with `changed` among them, or without its key; `fresh`: there was none of its key.
  static Link chained(Link const& first, Leaf const& changed, bool with, bool& fresh) {
    std::vector<Leaf const*> leaves;
    fresh = true;
    for (Node const* node = first.get(); node != nullptr; node = leaf(node).next.get()) {
      if (leaf(node).key == changed.key)
        fresh = false;
      else
        leaves.push_back(&leaf(node));
    }
    if (with) leaves.push_back(&changed);
    std::sort(leaves.begin(), leaves.end(), [](Leaf const* a, Leaf const* b) { return b->key < a->key; });
    Link out;
    for (Leaf const* one : leaves) {
      auto copy = make<Leaf>(one->hash, one->key, one->value);
      copy->next = std::move(out);
      out = std::move(copy);
    }
    return out;
  }
  // `there` without the key; unchanged where it has none.
  static Link take(Link const& there, Key const& key, std::uint64_t hash, unsigned level, bool& found) {
    if (!there) return there;
    if (there->leaf) {
      for (Node const* node = there.get(); node != nullptr; node = leaf(node).next.get())
        if (leaf(node).hash == hash && leaf(node).key == key) {
          found = true;
          bool fresh = false;
          return leaf(there.get()).next ? chained(there, leaf(node), false, fresh) : Link();
        }
      return there;
    }
    auto const at = slot(hash, level);
    Link left = take(branch(there.get()).children[at], key, hash, level + 1, found);
    if (!found) return there;
    // A branch with one leaf is that leaf.
    if (!left || left->leaf) {
      Link const* only = left ? &left : nullptr;
      std::size_t count = left ? 1 : 0;
      for (std::size_t i = 0; i < branch(there.get()).children.size(); ++i)
        if (auto const& child = branch(there.get()).children[i]; child && i != at) {
          only = &child;
          ++count;
        }
      if (count == 1 && (*only)->leaf) return *only;
    }
    auto out = make<Branch>(branch(there.get()));
    out->children[at] = std::move(left);
    return out;
  }

  static void add_leaves(Node const* node, std::vector<Leaf const*>& out) {
    if (node == nullptr) return;
    if (!node->leaf) {
      for (auto const& child : branch(node).children) add_leaves(child.get(), out);
      return;
    }
    for (; node != nullptr; node = leaf(node).next.get()) out.push_back(&leaf(node));
  }
  static std::vector<Leaf const*> sorted_leaves(Node const* node) {
    std::vector<Leaf const*> out;
    add_leaves(node, out);
    std::sort(out.begin(), out.end(), [](Leaf const* a, Leaf const* b) { return a->key < b->key; });
    return out;
  }
  static bool same(Node const* a, Node const* b) {
    if (a == b) return true;
    if (a == nullptr || b == nullptr || a->leaf != b->leaf) return false;
    if (!a->leaf) {
      for (std::size_t i = 0; i < branch(a).children.size(); ++i)
        if (!same(branch(a).children[i].get(), branch(b).children[i].get())) return false;
      return true;
    }
    return leaf(a).key == leaf(b).key && leaf(a).value == leaf(b).value && same(leaf(a).next.get(), leaf(b).next.get());
  }
  static void differ(Node const* a, Node const* b, std::vector<Pair>& out) {
    if (a == b) return;
    if (a != nullptr && b != nullptr && !a->leaf && !b->leaf) {
      for (std::size_t i = 0; i < branch(a).children.size(); ++i)
        differ(branch(a).children[i].get(), branch(b).children[i].get(), out);
      return;
    }
    auto const in_a = sorted_leaves(a), in_b = sorted_leaves(b);
    auto at_a = in_a.begin();
    auto at_b = in_b.begin();
    while (at_a != in_a.end() || at_b != in_b.end()) {
      if (at_b == in_b.end() || (at_a != in_a.end() && (*at_a)->key < (*at_b)->key)) {
        out.emplace_back(*at_a++, nullptr);
      } else if (at_a == in_a.end() || (*at_b)->key < (*at_a)->key) {
        out.emplace_back(nullptr, *at_b++);
      } else {
        if (*at_a != *at_b && !((*at_a)->value == (*at_b)->value)) out.emplace_back(*at_a, *at_b);
        ++at_a;
        ++at_b;
      }
    }
  }

  Link root_;
  std::size_t size_ = 0;
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
