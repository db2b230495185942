# SPDX-License-Identifier: Apache-2.0
# The package: programs, libraries, headers, CMake files. Five export sets, so that a machine that has only some of it
# (a runtime without the compiler, a compiler on the build machine of a cross build) still has a package that loads:
#   core      Retort::core                      needs nothing
#   signature Retort::signature                 needs OpenSSL where it was built with it
#   runtime   Retort::runtime, Retort::fleet and the drivers   needs SOCI and Threads
#   migrate   Retort::migrate_cli               needs all of these, and Boost.Program_options
#   compiler  Retort::compiler                  an executable
# Installation components are the Debian packages: `dev` and `runtime`.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Retort)

# retort_export(<set> <name=target>...): installs libraries under their public names; those not built are left out.
function(retort_export set)
  set(some FALSE)
  foreach(pair IN LISTS ARGN)
    string(REPLACE "=" ";" pair ${pair})
    list(GET pair 0 name)
    list(GET pair 1 target)
    if(TARGET ${target})
      get_target_property(kind ${target} TYPE)
      set(scope PUBLIC)
      if(kind STREQUAL "INTERFACE_LIBRARY")
        set(scope INTERFACE)
      endif()
      target_include_directories(${target} ${scope} $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
      target_compile_features(${target} ${scope} cxx_std_20)
      set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
      install(TARGETS ${target} EXPORT Retort-${set}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev
        OBJECTS DESTINATION ${CMAKE_INSTALL_LIBDIR}/retort COMPONENT dev)
      set(some TRUE)
    endif()
  endforeach()
  if(some)
    install(EXPORT Retort-${set} FILE Retort-${set}.cmake NAMESPACE Retort:: DESTINATION ${package_dir} COMPONENT dev)
  endif()
endfunction()

get_property(RETORT_BUILT_DRIVERS GLOBAL PROPERTY RETORT_BUILT_DRIVERS)
set(drivers words=retort_words drivers=retort_drivers)
set(RETORT_SOCI_BACKENDS "")
set(RETORT_DRIVER_PACKAGES "")
set(needs_sqlite sqlite3 libsqlite3-dev)  # SOCI's backend, Debian's package of the client
set(needs_postgresql postgresql libpq-dev)
set(needs_mysql mysql libmariadb-dev)
set(needs_mariadb mysql libmariadb-dev)
set(needs_mssql odbc unixodbc-dev)
foreach(driver IN LISTS RETORT_BUILT_DRIVERS)
  list(APPEND drivers driver_${driver}=retort_driver_${driver})
  list(GET needs_${driver} 0 backend)
  list(GET needs_${driver} 1 debian)
  list(APPEND RETORT_SOCI_BACKENDS ${backend})
  list(APPEND RETORT_DRIVER_PACKAGES ${debian})
endforeach()
list(REMOVE_DUPLICATES RETORT_SOCI_BACKENDS)
list(REMOVE_DUPLICATES RETORT_DRIVER_PACKAGES)
retort_export(core core=retort_core)
get_property(RETORT_BUILT_SIGNATURES GLOBAL PROPERTY RETORT_BUILT_SIGNATURES)
retort_export(signature signature=retort_signature)
if(RETORT_BUILD_RUNTIME)
  retort_export(runtime ${drivers} runtime=retort_runtime fleet=retort_fleet clients_on_demand=retort_clients_on_demand)
  retort_export(migrate script=retort_script migrate_cli=retort_migrate_cli)
  if(TARGET retort-migrate)
    install(TARGETS retort-migrate RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime)
  endif()
endif()
if(TARGET retort)
  set_target_properties(retort PROPERTIES EXPORT_NAME compiler)
  install(TARGETS retort EXPORT Retort-compiler RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT dev)
  install(EXPORT Retort-compiler FILE Retort-compiler.cmake NAMESPACE Retort:: DESTINATION ${package_dir} COMPONENT dev)
  if(NOT CMAKE_CROSSCOMPILING)
    include(RetortCompletion)
  endif()
endif()

install(DIRECTORY runtime/include/retort DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev
  FILES_MATCHING PATTERN "*.hpp")
configure_package_config_file(cmake/RetortConfig.cmake.in RetortConfig.cmake INSTALL_DESTINATION ${package_dir})
# 0.x: a new minor version may change the format of bundles and the generated code.
write_basic_package_version_file(RetortConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/RetortConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/RetortConfigVersion.cmake
  cmake/FindSOCI.cmake cmake/AddMigrations.cmake cmake/RetortStamp.cmake cmake/RetortUpDownUp.cmake
  cmake/RetortMigrateMain.cpp.in DESTINATION ${package_dir} COMPONENT dev)
foreach(component dev runtime)
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/retort-${component} RENAME copyright
    COMPONENT ${component})
endforeach()

if(PROJECT_IS_TOP_LEVEL)
  include(RetortPackage)
endif()
