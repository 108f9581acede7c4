// What somebody asks and is told with dienstweg case deadline.
#pragma once

#include <string>

#include "app/command_line.h"
#include "base/json.h"
#include "base/result.h"
#include "catalogue/area.h"
#include "terms/legal_deadline.h"

namespace dw::app {

struct AskedDeadline {
    DeadlineQuestion question;
    std::string area_name;
};

// Invalid "app.command_line" with a German message that names the option and the reason.
Result<AskedDeadline> read_question(const CommandLine& line, const LawTables& tables,
                                    const catalogue::AreaRegister& areas);
// The same for what the law has no answer to.
Error refusal_of(const Error& error, const AskedDeadline& asked, const LawTables& tables);

Json report_json(const ExplainedDeadline& answer, const AskedDeadline& asked);
std::string report_text(const ExplainedDeadline& answer, const AskedDeadline& asked);

}  // namespace dw::app
