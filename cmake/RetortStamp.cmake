# SPDX-License-Identifier: Apache-2.0
# Ends the command of add_migrations(): touches STAMP, the output that is always written, and makes DEPFILE speak of it.
# The compiler runs in BASE with relative names, of outputs that keep their time when they did not change; the build
# tool wants absolute names and the stamp, or it would run the command for ever.
file(READ ${DEPFILE} text)
string(REGEX REPLACE "\\\\\r?\n" " " text "${text}")          # a line goes on
string(REGEX REPLACE "^[^\n]*:([ \t\r\n]|$)" "" text "${text}")  # the names of the outputs
string(REPLACE ";" "\\;" text "${text}")
string(ASCII 1 space)
string(REPLACE "\\ " ${space} text "${text}")
string(REGEX REPLACE "[ \t\r\n]+" ";" names "${text}")
string(REPLACE " " "\\ " line "${STAMP}:")
foreach(name IN LISTS names)
  if(name)
    string(REPLACE ${space} " " name "${name}")
    cmake_path(ABSOLUTE_PATH name BASE_DIRECTORY ${BASE} NORMALIZE)
    string(REPLACE " " "\\ " name "${name}")
    string(APPEND line " \\\n  ${name}")
  endif()
endforeach()
file(WRITE ${DEPFILE} "${line}\n")
file(TOUCH ${STAMP})
