// SPDX-License-Identifier: Apache-2.0
// Which exception has which exit code.
#include "runtime/cli/failure.hpp"

#include <system_error>

#include <retort/error.hpp>
#include <retort/signature.hpp>

#include "runtime/cli/arguments.hpp"
#include "runtime/core/targets.hpp"
#include "runtime/script/script.hpp"
#include "runtime/src/connect.hpp"
#include "runtime/src/reading.hpp"

namespace retort::cli {

failure describe(std::exception_ptr const& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (usage_error const& wrong) {
    return {wrong_usage, wrong.what()};
  } catch (bad_url const& wrong) {
    return {wrong_usage, wrong.what()};
  } catch (core::target_error const& wrong) {
    return {the_answer_is_no, wrong.what()};
  } catch (script::script_error const& wrong) {
    return {the_answer_is_no, wrong.what()};
  } catch (environment_error const& wrong) {
    return {environment, wrong.what()};
  } catch (bundle_error const& wrong) {
    return {environment, wrong.what()};
  } catch (key_error const& wrong) {
    return {environment, wrong.what()};
  } catch (connection_failed const& wrong) {
    return {environment, wrong.what()};
  } catch (unusable_session const& wrong) {
    return {environment, wrong.what()};
  } catch (lock_timeout const& refused) {
    return {the_database_refused, refused.what()};
  } catch (statement_failed const& refused) {
    return {the_database_refused, refused.what()};
  } catch (question_refused const& refused) {
    return {the_database_refused, refused.what()};
  } catch (version_table_changed const& refused) {
    return {the_database_refused, refused.what()};
  } catch (error const& no) {
    return {the_answer_is_no, no.what()};
  } catch (std::system_error const& wrong) {
    return {environment, wrong.what()};
  } catch (std::exception const& defect) {
    return {a_defect, std::string("a defect of Retort: ") + defect.what()};
  } catch (...) {
    return {a_defect, "a defect of Retort: something was thrown that is no exception"};
  }
}

}  // namespace retort::cli
