# SPDX-License-Identifier: Apache-2.0
# A cross build as far as CMake can tell: the other machine happens to be this one.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${CMAKE_HOST_SYSTEM_PROCESSOR})
