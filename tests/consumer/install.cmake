# SPDX-License-Identifier: Apache-2.0
# Installs the build tree BUILD into PREFIX, which is made anew.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX} --config "${CONFIG}" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
foreach(file bin/retort bin/retort-migrate include/retort/migrator.hpp include/retort/migrate_main.hpp)
  if(NOT EXISTS ${PREFIX}/${file})
    message(FATAL_ERROR "the installation lacks ${file}")
  endif()
endforeach()
file(GLOB_RECURSE private RELATIVE ${PREFIX} ${PREFIX}/include/*)
list(FILTER private EXCLUDE REGEX "^include/retort/[a-z_]+\\.hpp$")
if(private)
  message(FATAL_ERROR "the installation has headers that are not public: ${private}")
endif()
foreach(program retort retort-migrate)
  execute_process(COMMAND ${PREFIX}/bin/${program} --version COMMAND_ERROR_IS_FATAL ANY)
endforeach()
