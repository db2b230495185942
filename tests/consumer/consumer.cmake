# SPDX-License-Identifier: Apache-2.0
# What the scripts of the consumer projects share. Each function ends the test when what it says does not hold, with the
# output of the command before. Variables from outside: see CMakeLists.txt.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
set(OUTPUT "")
# The compiler of the machine must not stand in for the one under test.
unset(ENV{RETORT_DB})
set(ENV{CTEST_OUTPUT_ON_FAILURE} 1)

function(fail sentence)
  message(NOTICE "---- output of the last command ----\n${OUTPUT}\n----")
  message(FATAL_ERROR "${sentence}")
endfunction()

# attempt(<command>...): runs it in WORK; sets CODE and OUTPUT.
function(attempt)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE out)
  string(JOIN " " words ${ARGN})
  message(STATUS "${words}\n   -> ${code}")
  set(CODE ${code} PARENT_SCOPE)
  set(OUTPUT "${out}" PARENT_SCOPE)
endfunction()

# run(<command>...): must succeed.
macro(run)
  attempt(${ARGN})
  if(NOT CODE EQUAL 0)
    fail("that was to succeed")
  endif()
endmacro()

macro(attempt_configure source build)
  attempt(${CMAKE_COMMAND} -S ${source} -B ${WORK}/${build} -G Ninja -DCMAKE_CXX_COMPILER=${CXX}
    -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_BUILD_TYPE=
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON ${ARGN})
endmacro()
# configure(<source> <build> [<argument>...]): must succeed. The build directory is in WORK.
macro(configure source build)
  attempt_configure(${source} ${build} ${ARGN})
  if(NOT CODE EQUAL 0)
    fail("'${source}' was to configure")
  endif()
endmacro()
macro(build directory)
  run(${CMAKE_COMMAND} --build ${WORK}/${directory} ${ARGN})
endmacro()

# The regular expression is looked for with line ends and runs of blanks made one blank: CMake breaks long messages.
function(expect_output regex)
  string(REGEX REPLACE "[ \t\r\n]+" " " flat "${OUTPUT}")
  if(NOT flat MATCHES "${regex}")
    fail("'${regex}' was to be in the output")
  endif()
endfunction()
function(expect_no_output regex)
  string(REGEX REPLACE "[ \t\r\n]+" " " flat "${OUTPUT}")
  if(flat MATCHES "${regex}")
    fail("'${regex}' was not to be in the output")
  endif()
endfunction()
function(expect_files)
  foreach(file IN LISTS ARGN)
    if(NOT EXISTS ${WORK}/${file})
      fail("'${file}' was to be made")
    endif()
  endforeach()
endfunction()
# A copy of the little history that the cases may change.
function(copy_history)
  file(COPY ${ROOT}/tests/consumer/history/ DESTINATION ${WORK}/migrations)
endfunction()
