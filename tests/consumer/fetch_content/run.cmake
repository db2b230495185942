# SPDX-License-Identifier: Apache-2.0
# FetchContent: as a project of which only Retort::core is wanted, with the build tree's compiler.
include(${CMAKE_CURRENT_LIST_DIR}/../consumer.cmake)
copy_history()
configure(${CASE} build -DRETORT_ROOT=${ROOT} -DNOTES=${WORK}/migrations -DRETORT_BUILD_COMPILER=OFF
  -DRETORT_COMPILER_EXECUTABLE=${COMPILER})
expect_no_output("SOCI")
build(build --target reader)
run(${WORK}/build/reader)
expect_output("revisions 2")
