// The commands of the program; each gets the arguments after its name and gives the exit code.
#pragma once

#include <string>
#include <vector>

namespace dw::app {

using Arguments = std::vector<std::string>;

int serve_command(const Arguments& arguments);
int example_command(const Arguments& arguments);
int import_command(const Arguments& arguments);
int export_command(const Arguments& arguments);
int check_command(const Arguments& arguments);
int log_command(const Arguments& arguments);
int backup_command(const Arguments& arguments);
int restore_command(const Arguments& arguments);
int user_command(const Arguments& arguments);
int area_command(const Arguments& arguments);
int key_command(const Arguments& arguments);
int organisation_command(const Arguments& arguments);
int case_command(const Arguments& arguments);
int rules_command(const Arguments& arguments);
void print_usage();

}  // namespace dw::app
