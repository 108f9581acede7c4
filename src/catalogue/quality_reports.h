// Quality reports, made in the background and kept until the catalogue or the day is another one.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "catalogue/catalogue_state.h"
#include "catalogue/quality_reading.h"

namespace dw::catalogue {

// May be used from any thread. Requests come first: one thread makes the reports, one after the
// other, with less of the processor.
class QualityReports {
  public:
    QualityReports(const Catalogue& catalogue, Clock& clock);
    ~QualityReports();

    struct Answer {
        std::shared_ptr<const QualityReport> report;  // null: the first one is being made
        bool is_current = false;                      // false: a newer one is being made
    };
    // Waits a moment for a report that is nearly there.
    Result<Answer> report(const Ars& area);

  private:
    struct Kept {
        CatalogueState state;
        std::shared_ptr<const QualityReport> report;
    };
    void work(const std::stop_token& stop);

    const Catalogue& catalogue_;
    Clock& clock_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<std::string, Kept, std::less<>> kept_;  // by area
    std::deque<std::pair<Ars, CatalogueState>> wanted_;
    std::jthread worker_;
};

}  // namespace dw::catalogue
