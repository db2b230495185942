# SPDX-License-Identifier: Apache-2.0
# A revision that cannot be right stops the build, with a line that editors and build tools read; mended, it builds.
include(${CMAKE_CURRENT_LIST_DIR}/../consumer.cmake)
copy_history()
file(WRITE ${WORK}/migrations/0003_broken.mig "revision 0a10000000a3 'A column of a table that is not there';\n"
  "revises 0a10000000a2;\n\nupgrade {\n  alter table note add column written date;\n}\n")
configure(${CASE}/../rebuild build -DCMAKE_PREFIX_PATH=${PREFIX} -DNOTES=${WORK}/migrations)
attempt(${CMAKE_COMMAND} --build ${WORK}/build)
if(CODE EQUAL 0)
  fail("a broken revision was to stop the build")
endif()
if(NOT OUTPUT MATCHES "(^|\n)[^\n]*migrations/0003_broken\\.mig:5:[0-9]+: error: [^\n]*'note'[^\n]*\\[RT[0-9][0-9][0-9][0-9]\\]")
  fail("the diagnostic was to be in the format of GCC")
endif()
expect_output("did you mean 'notes'\\?")
# It is said again as long as it is there.
attempt(${CMAKE_COMMAND} --build ${WORK}/build)
if(CODE EQUAL 0)
  fail("a broken revision was to stop the second build as well")
endif()
file(REMOVE ${WORK}/migrations/0003_broken.mig)
build(build)
