// Any bytes as a file of rules: compiling, checking, evaluating and explaining all of it ends
// within the budget.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "rules/explanation.h"
#include "rules/table_check.h"
#include "standards/dmn/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dw;
    dmn::Reading reading = dmn::read_definitions({reinterpret_cast<const char*>(data), size});
    if (!reading.definitions) return 0;
    std::vector<rules::Source> sources;
    sources.push_back({"fuzz.dmn", std::move(*reading.definitions)});
    const rules::Compilation made = rules::compile(std::move(sources));
    for (const rules::Fault& fault : made.faults) {
        DW_ASSERT(!rules::sentence_of(fault, Language::German).empty());
    }
    static_cast<void>(rules::check_tables(made.rules));
    rules::Evaluator evaluator(made.rules,
                               {.budget = {.steps = 20'000, .depth = 50, .bytes = 1'000'000},
                                .now = {},
                                .explain = rules::Explain::Yes});
    for (const rules::Element& element : made.rules.elements()) {
        evaluator.begin();
        if (element.kind == rules::Element::Kind::Decision) {
            static_cast<void>(evaluator.decide(element));
        } else {
            static_cast<void>(evaluator.call(element, {}));
        }
        static_cast<void>(rules::explain(evaluator.trace(), Language::German));
    }
    return 0;
}
