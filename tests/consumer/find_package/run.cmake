# SPDX-License-Identifier: Apache-2.0
# find_package(Retort): build, run, test, install; then a project that finds what this one installed; then packages with
# a part missing.
include(${CMAKE_CURRENT_LIST_DIR}/../consumer.cmake)
file(COPY ${CASE}/CMakeLists.txt ${CASE}/app.cpp DESTINATION ${WORK}/source)
file(COPY ${ROOT}/tests/consumer/history/ DESTINATION ${WORK}/source/migrations)
configure(${WORK}/source build -DCMAKE_PREFIX_PATH=${PREFIX})
build(build)
run(${WORK}/build/notes ${WORK}/notes.db)
expect_output("steps 2 steps 0 author somebody")
run(${WORK}/build/notes-migrate current --db sqlite:///${WORK}/notes.db)
expect_output("0a10000000a2")
# It speaks to SQL Server as well, of which there is none.
attempt(${WORK}/build/notes-migrate upgrade --db "mssql://sa@127.0.0.1:1/notes?driver=FreeTDS&encrypt=no")
if(NOT CODE EQUAL 3)
  fail("no server was to be found")
endif()
expect_output("the database 'mssql://sa@127.0.0.1:1/notes' cannot be reached: ")
run(${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/build)
expect_output("notes_migrations.check .*Passed")
expect_output("notes_migrations.up_down_up .*Passed")
expect_output("100% tests passed, 0 tests failed out of 2")

run(${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/installed)
expect_files(installed/share/notes/notes.sqlite.bundle installed/share/notes/notes.postgresql.bundle
  installed/include/notes_migrations.hpp installed/bin/notes-migrate)
run(${PREFIX}/bin/retort-migrate upgrade head --bundle ${WORK}/installed/share/notes/notes.sqlite.bundle
  --db sqlite:///${WORK}/deployed.db)
configure(${CASE}/../downstream downstream -DCMAKE_PREFIX_PATH=${PREFIX} -DNOTES=${WORK}/installed)
build(downstream)
run(${WORK}/downstream/reader)
expect_output("revisions 2")

# No absolute path of this machine may be in what was generated.
file(GLOB_RECURSE generated ${WORK}/build/notes_migrations.retort/notes_migrations/*)
foreach(file IN LISTS generated)
  file(READ ${file} text)
  string(FIND "${text}" "${WORK}" at)
  if(NOT at EQUAL -1)
    fail("${file} names ${WORK}")
  endif()
endforeach()

# Without the compiler the package loads, and add_migrations says what is missing.
file(COPY ${PREFIX}/ DESTINATION ${WORK}/partial)
file(GLOB_RECURSE compiler_files ${WORK}/partial/bin/retort ${WORK}/partial/*/Retort-compiler*.cmake)
file(REMOVE ${compiler_files})
configure(${CASE}/../downstream partial_runtime -DCMAKE_PREFIX_PATH=${WORK}/partial -DNOTES=${WORK}/installed)
attempt_configure(${WORK}/source partial_compiler -DCMAKE_PREFIX_PATH=${WORK}/partial)
if(CODE EQUAL 0)
  fail("a package without the compiler was found with it")
endif()
expect_output("not available here: Compiler")
