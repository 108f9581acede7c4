#include "catalogue/coverage_recorder.h"

#include <algorithm>

#include "catalogue/coverage_facts.h"
#include "catalogue/coverage_table.h"

namespace dw::catalogue {

Outcome CoverageRecorder::look_for_work(Date today) {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    DW_TRY(waiting_, services_to_measure(*reader, today));
    for (const auto& key : with_forms_) {
        DW_TRY(const auto services, catalogue_.ids_with_key(key));
        waiting_.insert(waiting_.end(), services.begin(), services.end());
    }
    std::sort(waiting_.begin(), waiting_.end());
    waiting_.erase(std::unique(waiting_.begin(), waiting_.end()), waiting_.end());
    looked_ = today;
    return Nothing{};
}

Outcome CoverageRecorder::measure_next(Date today) {
    if (looked_ != today) {
        DW_TRY_DO(look_for_work(today));
    }
    if (waiting_.empty()) return Nothing{};
    const SourceId id = std::move(waiting_.back());
    waiting_.pop_back();
    const auto service = catalogue_.service(id);
    if (!service) {
        const bool gone = service.error().kind == ErrorKind::NotFound;
        return gone ? Outcome(Nothing{}) : Outcome(service.error());
    }
    DW_TRY(const auto facts, load_coverage_facts(catalogue_, hooks_, *service, today));
    const auto coverage = coverage_of(catalogue_.areas(), facts);
    return record_coverage(catalogue_.store(), id, today, coverage.total);
}

}  // namespace dw::catalogue
