# SPDX-License-Identifier: Apache-2.0
# The Debian packages: what is in them and what they depend on.
include(${CMAKE_CURRENT_LIST_DIR}/../consumer.cmake)
run(cpack --config ${BUILD}/CPackConfig.cmake -G DEB -B ${WORK}/packages)
file(GLOB dev ${WORK}/packages/retort-dev_*.deb)
file(GLOB runtime ${WORK}/packages/retort-runtime_*.deb)
if(NOT dev OR NOT runtime)
  fail("retort-dev and retort-runtime were to be made")
endif()
run(dpkg-deb -c ${dev})
foreach(file /usr/bin/retort /usr/include/retort/migrator.hpp /usr/share/doc/retort-dev/copyright
        /usr/share/bash-completion/completions/retort /usr/share/zsh/vendor-completions/_retort
        /usr/share/fish/vendor_completions.d/retort.fish "/usr/share/man/man1/retort.1"
        "/usr/lib[^ ]*/libretort_runtime.a" "/usr/lib[^ ]*/cmake/Retort/RetortConfig.cmake"
        "/usr/lib[^ ]*/cmake/Retort/AddMigrations.cmake" "/usr/lib[^ ]*/cmake/Retort/FindSOCI.cmake")
  expect_output(" \\.${file} ")
endforeach()
expect_no_output("retort-migrate ")
run(dpkg-deb -c ${runtime})
foreach(file /usr/bin/retort-migrate /usr/share/bash-completion/completions/retort-migrate
        /usr/share/zsh/vendor-completions/_retort-migrate /usr/share/fish/vendor_completions.d/retort-migrate.fish
        "/usr/share/man/man1/retort-migrate.1")
  expect_output(" \\.${file} ")
endforeach()
expect_no_output("/usr/include|\\.a |/usr/bin/retort ")
run(dpkg-deb -f ${dev} Depends)
expect_output("libsoci-dev.*libsqlite3-dev")
expect_output("libc6")
run(dpkg-deb -f ${runtime} Depends)
expect_output("libc6")
run(dpkg-deb -x ${dev} ${WORK}/root)
run(${WORK}/root/usr/bin/retort --version)
# The unpacked package works from where it lies.
copy_history()
configure(${CASE}/../rebuild build -DCMAKE_PREFIX_PATH=${WORK}/root/usr -DNOTES=${WORK}/migrations)
build(build)
