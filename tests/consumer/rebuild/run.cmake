# SPDX-License-Identifier: Apache-2.0
# What is done again, and what is not, when a .mig file is left alone, touched, edited, added or removed.
include(${CMAKE_CURRENT_LIST_DIR}/../consumer.cmake)
copy_history()

# again(<what happened> <compiler runs> <others too>): builds, and looks at what was done.
function(again event compiled others)
  run(${CMAKE_COMMAND} --build ${WORK}/build)
  string(REGEX MATCHALL "Compiling the migrations" runs "${OUTPUT}")
  list(LENGTH runs count)
  if(NOT count EQUAL compiled)
    fail("${event}: the compiler was to run ${compiled} times, not ${count}")
  endif()
  string(REGEX MATCHALL "Building CXX|Linking" rest "${OUTPUT}")
  if(others AND NOT rest)
    fail("${event}: what depends on the migrations was to be built again")
  elseif(NOT others AND rest)
    fail("${event}: nothing but the compiler was to run")
  endif()
  run(${CMAKE_COMMAND} --build ${WORK}/build)
  expect_output("no work to do")
endfunction()

# File times here may be as coarse as a second.
function(later)
  execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1.1)
endfunction()

configure(${CASE} build -DCMAKE_PREFIX_PATH=${PREFIX} -DNOTES=${WORK}/migrations)
again("the first build" 1 TRUE)
run(${WORK}/build/reader/reader)
expect_output("revisions 2")

later()
file(TOUCH ${WORK}/migrations/0001_notes.mig)
again("a file was touched" 1 FALSE)

later()
file(READ ${WORK}/migrations/0002_authors.mig text)
string(REPLACE "varchar(100)" "varchar(120)" text "${text}")
file(WRITE ${WORK}/migrations/0002_authors.mig "${text}")
again("a file was edited" 1 TRUE)

later()
file(WRITE ${WORK}/migrations/0003_dates.mig "revision 0a10000000a3 'Notes have dates';\nrevises 0a10000000a2;\n"
  "upgrade {\n  alter table notes add column written date;\n}\n")
again("a file was added" 1 TRUE)
run(${WORK}/build/reader/reader)
expect_output("revisions 3")

later()
file(REMOVE ${WORK}/migrations/0003_dates.mig)
again("a file was removed" 1 TRUE)
run(${WORK}/build/reader/reader)
expect_output("revisions 2")

later()
file(REMOVE ${WORK}/build/notes_migrations.retort/notes_migrations/notes_migrations.sqlite.bundle)
again("a bundle was deleted" 1 FALSE)
expect_files(build/notes_migrations.retort/notes_migrations/notes_migrations.sqlite.bundle)

# GNU Make and the multi-configuration generator keep to it as well.
foreach(generator "Unix Makefiles" "Ninja Multi-Config")
  string(MAKE_C_IDENTIFIER ${generator} directory)
  run(${CMAKE_COMMAND} -S ${CASE} -B ${WORK}/${directory} -G ${generator} -DCMAKE_CXX_COMPILER=${CXX}
    -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_PREFIX_PATH=${PREFIX}
    -DNOTES=${WORK}/migrations)
  build(${directory})
  expect_output("Compiling the migrations")
  build(${directory})
  expect_no_output("Compiling|Building|Linking")
endforeach()
build(Ninja_Multi_Config --config Release)
expect_no_output("Compiling the migrations")
