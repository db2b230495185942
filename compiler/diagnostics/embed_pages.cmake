# SPDX-License-Identifier: Apache-2.0
# Writes a C++ file with the pages of docs/diagnostics in it. In: PAGES, the directory; OUTPUT, the file. A page is cut
# at its lines, so that no literal is longer than a compiler takes.
file(GLOB pages ${PAGES}/RT*.md)
list(SORT pages)
string(CONCAT code "// Generated from docs/diagnostics by embed_pages.cmake.\n"
  "#include \"compiler/diagnostics/pages.hpp\"\n\n#include <array>\n\nnamespace retort {\n\nnamespace {\n"
  "struct Page {\n  std::string_view name, text;\n};\nconstexpr std::array pages{\n")
foreach(page IN LISTS pages)
  get_filename_component(name ${page} NAME_WE)
  file(READ ${page} text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n       \"" text "${text}")
  string(APPEND code "  Page{\"${name}\",\n       \"${text}\"},\n")
endforeach()
string(APPEND code "};\n}  // namespace\n\nstd::string_view page(Code code) {\n  for (auto const& known : pages)\n"
  "    if (known.name == info(code).name) return known.text;\n  return {};\n}\n\n}  // namespace retort\n")
file(WRITE ${OUTPUT} "${code}")
