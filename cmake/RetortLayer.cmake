# SPDX-License-Identifier: Apache-2.0
# One folder, one static library. The link graph repeats what docs/layers.txt says of the includes.
set_property(GLOBAL PROPERTY GLOBAL_DEPENDS_NO_CYCLES ON)

# The flags every target of ours is built with; never exported to a consumer.
add_library(retort_build_flags INTERFACE)
target_compile_features(retort_build_flags INTERFACE cxx_std_20)
if(RETORT_DEVELOPER_MODE AND NOT MSVC)
  target_compile_options(retort_build_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 sees it, when optimising, in every variant that has a vector.
    target_compile_options(retort_build_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
# Half the time of the default linker, where it is there and nobody chose another.
if(RETORT_DEVELOPER_MODE AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT CMAKE_EXE_LINKER_FLAGS MATCHES "-fuse-ld")
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=gold RETORT_HAS_GOLD)
  if(RETORT_HAS_GOLD)
    target_link_options(retort_build_flags INTERFACE -fuse-ld=gold)
  endif()
endif()
if(RETORT_FUZZ)
  target_compile_options(retort_build_flags INTERFACE -fsanitize=fuzzer-no-link)  # libFuzzer sees what is reached
endif()
if(RETORT_SANITIZE)
  target_compile_options(retort_build_flags INTERFACE -fsanitize=${RETORT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(retort_build_flags INTERFACE -fsanitize=${RETORT_SANITIZE})
endif()

# What most files include takes a third of the time that a small one needs: the layer RETORT_PRECOMPILED_OWNER compiles
# RETORT_PRECOMPILED once, the others use it. Every file still includes what it needs: consumers and the preset
# `release` build without it.
function(retort_precompile target)
  if(NOT RETORT_PRECOMPILE_HEADERS)
    return()
  endif()
  if(target STREQUAL RETORT_PRECOMPILED_OWNER)
    target_precompile_headers(${target} PRIVATE ${RETORT_PRECOMPILED})
  else()
    target_precompile_headers(${target} REUSE_FROM ${RETORT_PRECOMPILED_OWNER})
  endif()
endfunction()

# retort_layer(<target> <layer>...): a static library of all *.cpp of the current folder; links the layers below it.
function(retort_layer target)
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB headers CONFIGURE_DEPENDS *.hpp)
  if(sources)
    add_library(${target} STATIC ${sources} ${headers})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:retort_build_flags>)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
    retort_precompile(${target})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  target_link_libraries(${target} ${scope} ${ARGN})
endfunction()

# A program of ours that may meet a database: its clients are loaded with the first connection, libcrypto with the first
# signature. In front of the real ones, which are then not asked for: a program on a file of SQLite starts twice as fast,
# and one without any client works.
function(retort_load_clients_on_demand program)
  if(TARGET retort_clients_on_demand)
    target_link_libraries(${program} PRIVATE retort_clients_on_demand)
    target_link_options(${program} PRIVATE -Wl,--as-needed)
  endif()
endfunction()
