# SPDX-License-Identifier: Apache-2.0
# add_subdirectory(): the compiler would be built before the migrations; neither our tests nor our warnings come along.
# What is built here is the runtime only, the compiler being the one of the build tree: it takes minutes.
include(${CMAKE_CURRENT_LIST_DIR}/../consumer.cmake)
copy_history()
configure(${CASE} whole -DRETORT_ROOT=${ROOT} -DNOTES=${WORK}/migrations)
run(ninja -C ${WORK}/whole -t commands notes)
expect_output(" -o [^ ]*/retort .*/retort compile --output ")
file(READ ${WORK}/whole/compile_commands.json commands)
foreach(ours -Werror -Wconversion gtest /tests/unit/ /tests/tools/)
  string(FIND "${commands}" "${ours}" at)
  if(NOT at EQUAL -1)
    fail("'${ours}' came along with add_subdirectory")
  endif()
endforeach()
run(${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/whole -N)
expect_output("Total Tests: 0")
run(ninja -C ${WORK}/whole -t targets all)
expect_no_output(" package: ")

configure(${CASE} build -DRETORT_ROOT=${ROOT} -DNOTES=${WORK}/migrations -DRETORT_BUILD_COMPILER=OFF
  -DRETORT_DRIVERS=sqlite -DRETORT_COMPILER_EXECUTABLE=${COMPILER})
run(ninja -C ${WORK}/build -t commands notes)
expect_output("sqlite3")
expect_no_output("soci_(postgresql|mysql|odbc)|lib(pq|mariadb|odbc)[.]")  # an application for one database links one client
build(build --target notes)
run(${WORK}/build/notes ${WORK}/notes.db)
expect_output("steps 2 steps 0 author somebody")
