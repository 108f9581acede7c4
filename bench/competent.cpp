// How many questions about who is in charge one core answers in process, with different questions:
//
//   cmake --build build/release --target competent_bench
//   build/release/competent_bench [responsibilities] [seconds]
//
// Writes a catalogue of 8,000 services into a folder of its own: each is offered by some office in
// as many municipalities as the responsibilities suffice for, every fourth has a key that another
// service of the country has as well. Every question is another service or place.
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>

#include "base/clock.h"
#include "base/text.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue_tables.h"
#include "catalogue/responsibility_memory.h"
#include "catalogue/source_ids.h"

namespace {

using namespace dw;
using Ticks = std::chrono::steady_clock;

constexpr std::size_t question_count = 1 << 20, service_count = 8000;

struct Question {
    std::size_t service, place;
};
struct Questions {
    std::vector<catalogue::Service> services;
    std::vector<Ars> places;
    std::vector<Question> asked;
};

double seconds_since(Ticks::time_point begin) {
    return std::chrono::duration<double>(Ticks::now() - begin).count();
}

double megabytes_in_use() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

[[noreturn]] void stop(const Error& error) {
    std::fprintf(stderr, "%s: %s\n", error.code.c_str(), error.message.c_str());
    std::exit(1);
}
template <class T>
T wanted(Result<T> result) {
    if (!result) stop(result.error());
    return *std::move(result);
}

std::vector<Ars> municipalities(const catalogue::AreaRegister& areas) {
    std::vector<Ars> all;
    for (const catalogue::Area& area : areas.all())
        if (area.ars.level() == AreaLevel::Municipality && is_municipality(area))
            all.push_back(area.ars);
    return all;
}

catalogue::SourceId id_of(std::size_t number) {
    return {.agency = "L100042", .value = std::to_string(number)};
}
std::optional<ServiceKey> key_of(std::size_t service) {
    if (service % 4 != 0) return std::nullopt;
    return ServiceKey::parse(std::to_string(99'000'000'000'000 + service / 8 * 1000));
}

class Filler {
  public:
    explicit Filler(store::Store& store) : store_(store) {}

    void begin() {
        run({{.sql = "insert into catalogue_state (tenant, number, catalogue) values ($1, 1, $2)",
              .parameters = {tenant(), Bytes(16, 7)}},
             {.sql = "insert into catalogue_import (tenant, number, source, hash, started) "
                     "values ($1, 1, 'bench.xml', $2, $3)",
              .parameters = {tenant(), Bytes(32, 1), store::of(store_.clock().now())}}});
    }
    void add(const char* insert, const char* row, store::Values values) {
        if (insert != insert_ || rows_.size() == rows_at_once) write();
        insert_ = insert;
        row_ = row;
        rows_.push_back(std::move(values));
    }
    void write() {
        if (rows_.empty()) return;
        run(catalogue::insert_rows(insert_, row_, "on conflict do nothing", std::move(rows_)));
        rows_.clear();
    }
    static store::Value tenant() { return store::of(store::shared_tenant()); }

  private:
    static constexpr std::size_t rows_at_once = 32'000;
    void run(std::vector<store::Statement> statements) {
        wanted(store_.commit(
            {.tenant = store::shared_tenant(), .events = {}, .statements = std::move(statements)}));
    }
    store::Store& store_;
    const char* insert_ = nullptr;
    const char* row_ = nullptr;
    std::vector<store::Values> rows_;
};

constexpr const char* insert_id =
    "insert into catalogue_source_id (tenant, ref, agency, value) values";
constexpr const char* insert_office =
    "insert into catalogue_organisation (tenant, ref, content, fingerprint, import) values";
constexpr const char* insert_key =
    "insert into catalogue_service_key (tenant, service_key, service) values";
constexpr const char* insert_area =
    "insert into catalogue_area_change (tenant, area, change) values";
constexpr const char* insert_entry =
    "insert into catalogue_responsibility "
    "(tenant, area, service, id, holder, role, validity, import) values";
constexpr std::size_t entries_of_office = 5000;

void fill(store::Store& store, const std::vector<Ars>& places, std::size_t entries) {
    Filler filler(store);
    filler.begin();
    const auto tenant = Filler::tenant();
    const auto name = [&](const catalogue::SourceId& id) {
        filler.add(insert_id, "($#, $#, $#, $#)",
                   {tenant, catalogue::ref_of(id), store::of(id.agency), store::of(id.value)});
    };
    for (std::size_t i = 0; i < service_count; ++i) name(id_of(i));
    for (std::size_t i = 0; i * entries_of_office < entries; ++i) name(id_of(service_count + i));
    for (std::size_t i = 0; i < service_count; ++i)
        if (const auto key = key_of(i))
            filler.add(insert_key, "($#, $#, $#)",
                       {tenant, store::of(key->digits()), catalogue::ref_of(id_of(i))});
    for (std::size_t i = 0; i * entries_of_office < entries; ++i)
        filler.add(insert_office, "($#, $#, $#, $#, $#)",
                   {tenant, catalogue::ref_of(id_of(service_count + i)), Bytes(1, 0),
                    std::int64_t{0}, std::int64_t{1}});
    for (std::size_t i = 0; i * service_count < entries; ++i)
        filler.add(insert_area, "($#, $#, $#)",
                   {tenant, catalogue::area_number(places[i]), std::int64_t{1}});
    for (std::size_t i = 0; i < entries; ++i) {
        const auto key = catalogue::responsibility_key(catalogue::Holder::Organisation, id_of(i));
        filler.add(insert_entry, "($#, $#, $#, $#, $#, $#, $#, $#)",
                   {tenant, catalogue::area_number(places[i / service_count]),
                    catalogue::ref_of(id_of(i % service_count)), store::of(key),
                    catalogue::ref_of(id_of(service_count + i / entries_of_office)),
                    store::of("01"), store::of(""), std::int64_t{1}});
    }
    filler.write();
}

Questions some_questions(const std::vector<Ars>& places, std::size_t entries) {
    Questions questions;
    for (std::size_t i = 0; i < service_count; ++i) {
        catalogue::Service service{.id = id_of(i)};
        if (const auto key = key_of(i)) service.keys.push_back(*key);
        questions.services.push_back(std::move(service));
    }
    questions.places = {places.begin(), places.begin() + static_cast<std::ptrdiff_t>(
                                                             (entries - 1) / service_count + 1)};
    std::mt19937_64 dice(1);
    for (std::size_t i = 0; i < question_count; ++i)
        questions.asked.push_back(
            {dice() % questions.services.size(), dice() % questions.places.size()});
    return questions;
}

// Calls `answer` with one question after the other; it says how many offices are in charge.
void measure(const char* what, double seconds, const Questions& questions,
             const std::function<std::size_t(const catalogue::Service&, const Ars&)>& answer) {
    std::size_t answers = 0, offices = 0;
    const auto begin = Ticks::now();
    double took = 0;
    do {
        for (int i = 0; i < 500; ++i) {
            const Question& one = questions.asked[answers++ % question_count];
            offices += answer(questions.services[one.service], questions.places[one.place]);
        }
        took = seconds_since(begin);
    } while (took < seconds);
    std::printf("%-58s %10.0f/s  (%.2f offices an answer)\n", what,
                static_cast<double>(answers) / took,
                static_cast<double>(offices) / static_cast<double>(answers));
}

void measure_all(const catalogue::Catalogue& catalogue, const Questions& questions, double seconds,
                 Date day) {
    const auto index = catalogue.responsibilities().latest();
    const auto first = questions.asked.front();
    measure("the competent organisation, different questions", seconds, questions,
            [&](const auto& service, const Ars& place) {
                return index->in_charge(service, place, day).size();
            });
    measure("the competent organisation, the same question", seconds, questions,
            [&](const auto&, const Ars&) {
                return index
                    ->in_charge(questions.services[first.service], questions.places[first.place],
                                day)
                    .size();
            });
    measure("the whole answer with its reasons, different questions", seconds, questions,
            [&](const auto& service, const Ars& place) {
                return index->competent(service, place, day).competent.size();
            });
    measure("the same after asking whether the catalogue has changed", seconds, questions,
            [&](const auto& service, const Ars& place) {
                return wanted(catalogue.competent(service, place, day)).competent.size();
            });
    const catalogue::Catalogue tables(catalogue.store(), catalogue.areas());
    measure("the whole answer from the tables, without memory", seconds, questions,
            [&](const auto& service, const Ars& place) {
                return wanted(tables.competent(service, place, day)).competent.size();
            });
}

}  // namespace

int main(int argc, char** argv) {
    const auto asked = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 3;
    std::string folder = "/tmp/dienstweg-competent-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) return 1;
    SystemClock clock;
    SystemRandom random;
    const auto areas = wanted(catalogue::AreaRegister::load());
    const auto places = municipalities(*areas);
    const std::size_t entries = std::clamp<std::size_t>(asked, 1, places.size() * service_count);
    {
        const auto store = wanted(store::Store::open(
            {.data_dir = folder, .database_url = {}, .migrations = catalogue::migrations()}, clock,
            random));
        const catalogue::Catalogue catalogue(*store, *areas);
        fill(*store, places, entries);
        malloc_trim(0);
        const double before = megabytes_in_use();
        const auto begin = Ticks::now();
        if (const auto read = catalogue.responsibilities().refresh(); !read) stop(read.error());
        const double took = seconds_since(begin);
        const auto index = catalogue.responsibilities().latest();
        if (index) {
            malloc_trim(0);
            const auto bytes = static_cast<double>(index->bytes());
            std::printf(
                "%zu responsibilities in %zu areas: read in %.2f s, %.1f MB, %.1f bytes "
                "each; the process grew by %.0f MB\n",
                index->size(), index->blocks().size(), took, bytes / 1e6,
                bytes / static_cast<double>(index->size()), megabytes_in_use() - before);
            measure_all(catalogue, some_questions(places, entries), seconds,
                        *parse_date("2026-11-30"));
        } else {
            std::printf("more than is kept in memory\n");
        }
    }
    std::filesystem::remove_all(folder);
    return 0;
}
