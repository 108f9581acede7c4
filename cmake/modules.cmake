# A module is a folder below src/. dw_module(NAME USES lower-modules LIBS libraries) makes
#   dw_NAME          a static library of its *.cpp (main.cpp, tests and fuzz targets left out),
#   NAME_test        one GoogleTest program of its *_test.cpp,
#   NAME_fuzz_X      one libFuzzer program for each X_fuzz.cpp, when DW_FUZZ is on.
# NAME_texts.txt in the folder becomes the generated header "NAME/texts.h"; a text without a German
# or an English version stops the build there.
# The folders in ASSETS are packed into the library and described in the generated header "NAME/assets.h".

add_executable(dw_texts tools/texts.cpp)
add_executable(dw_embed tools/embed.cpp)
target_link_libraries(dw_embed PRIVATE ZLIB::ZLIB OpenSSL::Crypto)
set_target_properties(dw_texts dw_embed PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tools)

set(DW_GENERATED ${CMAKE_BINARY_DIR}/generated)
# What src/base/source_dir.h declares.
set(DW_SOURCE_DIR_CPP ${DW_GENERATED}/source_dir.cpp)
file(CONFIGURE OUTPUT ${DW_SOURCE_DIR_CPP} @ONLY CONTENT [[
#include "base/source_dir.h"
std::string dw::source_dir() {
    return "@CMAKE_SOURCE_DIR@";
}
]])

# The trees for tests read the headers of the standard library once for each program. The release tree
# does without, so that a file that forgets one of its own does not build there.
set(DW_STANDARD_HEADERS <algorithm> <chrono> <functional> <map> <memory> <mutex> <optional> <string>
  <string_view> <variant> <vector>)
function(dw_precompile TARGET)
  if(DW_SANITIZE)
    target_precompile_headers(${TARGET} PRIVATE ${DW_STANDARD_HEADERS} ${ARGN})
  endif()
endfunction()

function(dw_module NAME)
  cmake_parse_arguments(M "" "" "USES;LIBS" ${ARGN})
  set(dir ${CMAKE_SOURCE_DIR}/src/${NAME})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  set(tests ${sources})
  set(fuzzers ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|_fuzz|/main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")

  set(generated)
  if(EXISTS ${dir}/${NAME}_texts.txt)
    set(header ${DW_GENERATED}/${NAME}/texts.h)
    add_custom_command(OUTPUT ${header}
      COMMAND dw_texts ${dir}/${NAME}_texts.txt ${NAME} ${header}
      DEPENDS ${dir}/${NAME}_texts.txt dw_texts VERBATIM)
    list(APPEND generated ${header})
  endif()
  if(EXISTS ${dir}/embed.txt)
    file(GLOB_RECURSE embedded CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/* ${CMAKE_SOURCE_DIR}/data/*
      ${CMAKE_SOURCE_DIR}/packages/* ${CMAKE_SOURCE_DIR}/example/*)
    set(out ${DW_GENERATED}/${NAME}/assets)
    add_custom_command(OUTPUT ${out}.h ${out}.S
      COMMAND dw_embed ${CMAKE_SOURCE_DIR} ${dir}/embed.txt ${NAME} ${out}
      DEPENDS ${dir}/embed.txt ${embedded} dw_embed VERBATIM)
    list(APPEND generated ${out}.h ${out}.S)
  endif()
  if(NOT sources)
    file(WRITE ${DW_GENERATED}/${NAME}/empty.cpp "")
    set(sources ${DW_GENERATED}/${NAME}/empty.cpp)
  endif()
  add_library(dw_${NAME} STATIC ${sources} ${generated})
  target_include_directories(dw_${NAME} PUBLIC ${CMAKE_SOURCE_DIR}/src ${DW_GENERATED})
  foreach(used ${M_USES})
    target_link_libraries(dw_${NAME} PUBLIC dw_${used})
  endforeach()
  target_link_libraries(dw_${NAME} PUBLIC ${M_LIBS})
  if(DW_FUZZ)
    # The fuzzer is steered by the code under test; tests do not pay for it.
    target_compile_options(dw_${NAME} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  dw_precompile(dw_${NAME})

  if(DW_TESTS AND tests)
    add_executable(${NAME}_test ${tests} ${DW_SOURCE_DIR_CPP})
    target_link_libraries(${NAME}_test PRIVATE dw_${NAME} GTest::gtest GTest::gmock GTest::gtest_main)
    if(DW_SANITIZE)
      # Assertions expand to much code that is run once: optimising it takes half of a cold build.
      target_compile_options(${NAME}_test PRIVATE -O0)
    endif()
    dw_precompile(${NAME}_test <gmock/gmock.h> <gtest/gtest.h>)
    set_target_properties(${NAME}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  endif()
  if(DW_FUZZ)
    foreach(file ${fuzzers})
      get_filename_component(stem ${file} NAME_WE)
      add_executable(${NAME}_${stem} ${file})
      target_compile_options(${NAME}_${stem} PRIVATE -fsanitize=fuzzer)
      target_link_options(${NAME}_${stem} PRIVATE -fsanitize=fuzzer)
      target_link_libraries(${NAME}_${stem} PRIVATE dw_${NAME})
      set_target_properties(${NAME}_${stem} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
    endforeach()
  endif()
endfunction()
