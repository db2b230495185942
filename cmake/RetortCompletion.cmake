# SPDX-License-Identifier: Apache-2.0
# What shells and man know of `retort` and `retort-migrate`, written by the first while they are installed, each with the
# program that it is about. zsh of a distribution looks in vendor-completions (Debian's zsh, README.Debian), any other in
# site-functions (zsh's own default).
function(retort_install_completion program component)
  install(CODE "
    set(program \"${program}\")
    set(retort \"$<TARGET_FILE:retort>\")
    set(made \"${CMAKE_CURRENT_BINARY_DIR}/completion\")
    set(share \"${CMAKE_INSTALL_DATADIR}\")
    set(man \"${CMAKE_INSTALL_MANDIR}\")" COMPONENT ${component})
  install(CODE [[
    set(zsh zsh/site-functions)
    if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
      set(zsh zsh/vendor-completions)
    endif()
    file(MAKE_DIRECTORY "${made}")
    foreach(file
        bash:${share}/bash-completion/completions:${program}
        zsh:${share}/${zsh}:_${program}
        fish:${share}/fish/vendor_completions.d:${program}.fish
        man:${man}/man1:${program}.1)
      string(REPLACE ":" ";" file "${file}")
      list(GET file 0 kind)
      list(GET file 1 folder)
      list(GET file 2 name)
      execute_process(COMMAND "${retort}" completion ${kind} ${program} OUTPUT_FILE "${made}/${name}"
        COMMAND_ERROR_IS_FATAL ANY)
      if(NOT IS_ABSOLUTE "${folder}")
        set(folder "${CMAKE_INSTALL_PREFIX}/${folder}")
      endif()
      file(INSTALL DESTINATION "${folder}" TYPE FILE FILES "${made}/${name}")
    endforeach()
  ]] COMPONENT ${component})
endfunction()

retort_install_completion(retort dev)
if(TARGET retort-migrate)
  retort_install_completion(retort-migrate runtime)
endif()
