# SPDX-License-Identifier: Apache-2.0
# The test that add_migrations(… TESTS) registers: a new SQLite file goes to the head, back to nothing, and up again.
# In: PROGRAM, the deploy program; DATABASE, a file that may be overwritten. A history with an irreversible revision
# goes up only, and the test says so.
file(REMOVE ${DATABASE} ${DATABASE}-wal ${DATABASE}-shm ${DATABASE}-journal)
string(REPLACE "%" "%25" path "${DATABASE}")
string(REPLACE "?" "%3F" path "${path}")
set(url "sqlite:///${path}")

# run(<code> <text> <word>...): runs the program; a failure that the caller does not expect ends the test.
function(run code text)
  string(JOIN " " words ${ARGN})
  message(STATUS "${words}")
  execute_process(COMMAND ${PROGRAM} ${ARGN} --db ${url} RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE out)
  message("${out}")
  set(${code} ${result} PARENT_SCOPE)
  set(${text} "${out}" PARENT_SCOPE)
endfunction()

function(require)
  run(code text ${ARGN})
  if(NOT code EQUAL 0)
    string(JOIN " " words ${ARGN})
    message(FATAL_ERROR "'${words}' ended with ${code}")
  endif()
endfunction()

require(upgrade head)
require(current --check-heads)
run(code text downgrade base --allow-data-loss)
if(code EQUAL 1 AND text MATCHES "no way back")
  message(STATUS "the history has an irreversible revision: the way down was not tried")
elseif(code EQUAL 0)
  require(upgrade head)
  require(current --check-heads)
else()
  message(FATAL_ERROR "'downgrade base --allow-data-loss' ended with ${code}")
endif()
file(REMOVE ${DATABASE})
