// Whatever arrives as a form or as JSON: values or findings, never a crash, and what passed the
// rules passes them again after it was stored.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "base/text.h"
#include "forms/form_rules.h"
#include "forms/sample_package.h"

namespace {

using namespace std::chrono_literals;
constexpr dw::Date today{2026y, std::chrono::March, 2d};

dw::forms::SentFields fields_of(std::string_view text) {
    dw::forms::SentFields sent;
    for (const std::string_view line : dw::split(text, '\n')) {
        const std::size_t sign = line.find('=');
        if (sign == line.npos) continue;
        sent.emplace_back(line.substr(0, sign), line.substr(sign + 1));
    }
    return sent;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dw::forms;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Package& package = sample_package();
    dw::Json all = dw::Json::object();
    const SentFields sent = fields_of(text);
    for (const QuestionGroup& group : package.groups) {
        const GroupAnswers read = read_group(package, group, sent, all, {today});
        if (!read.findings.empty()) continue;
        for (const auto& member : read.values.members()) all.set(member.key, member.value);
    }
    for (const auto& finding : check_answers(package, all, {}, {today})) {
        // Pages left out above may be missing; what was read must stay right.
        DW_ASSERT(!all.has(finding.place) || finding.code == "answer_hidden");
    }
    if (const auto json = dw::parse_json(text)) {
        const dw::Json answers = normalised_answers(package, *json);
        if (check_answers(package, answers, {}, {today}).empty()) {
            DW_ASSERT(normalised_answers(package, answers) == answers);
        }
        readable(package, answers, dw::Language::English);
    }
    return 0;
}
