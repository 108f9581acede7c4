// What is skipped and left out unseen must change no answer.
#include <gtest/gtest.h>

#include <random>

#include "base/varint.h"
#include "catalogue/popular_keys.h"
#include "catalogue/search_answer.h"
#include "catalogue/search_places.h"
#include "catalogue/search_postings.h"
#include "catalogue/search_segment_builder.h"

namespace dw::catalogue {
namespace {

std::string list_of(const std::vector<std::uint32_t>& documents) {
    std::string list;
    std::uint32_t before = 0;
    for (const auto document : documents) {
        put_varint(list, document - before);
        list += '\x05';
        before = document;
    }
    return list;
}

TEST(Postings, NothingIsMissedBySkipping) {
    constexpr std::uint32_t documents = 5000;
    std::mt19937 dice(7);
    for (const std::uint32_t one_in : {1U, 3U, 40U}) {
        std::vector<std::uint32_t> with;
        for (std::uint32_t i = one_in == 3 ? 700 : 0; i < documents; ++i)
            if (dice() % one_in == 0) with.push_back(i);
        const auto list = list_of(with);
        const auto skips = skips_of(list, documents);
        EXPECT_EQ(skips.empty(), one_in == 40) << "a short list needs none";
        for (int round = 0; round < 200; ++round) {
            Postings postings(list, documents, skips);
            std::size_t at = 0;
            for (Posting posting{}; postings.next(posting);) {
                while (at < with.size() && with[at] < posting.document) ++at;
                ASSERT_LT(at, with.size());
                ASSERT_EQ(with[at], posting.document);
                const auto to = static_cast<std::uint32_t>(posting.document + dice() % 900);
                postings.skip_to(to);
                Postings copy = postings;
                Posting next{};
                const auto wanted = std::ranges::lower_bound(with, std::max(to, with[at] + 1));
                while (copy.next(next) && next.document < to) continue;
                if (wanted != with.end()) ASSERT_EQ(next.document, *wanted);
            }
        }
    }
}

TEST(Postings, ABrokenTableLeadsNowhereElse) {
    std::vector<std::uint32_t> all(3000);
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    const auto list = list_of(all);
    std::mt19937 dice(11);
    for (int round = 0; round < 300; ++round) {
        auto skips = skips_of(list, 3000);
        for (int i = 0; i < 20; ++i) skips[dice() % skips.size()] = static_cast<char>(dice());
        Postings postings(list, 3000, skips);
        std::int64_t last = -1;
        for (Posting posting{}; postings.next(posting);) {
            ASSERT_GT(posting.document, last);
            ASSERT_LT(posting.document, 3000U);
            last = posting.document;
            postings.skip_to(static_cast<std::uint32_t>(posting.document + dice() % 900));
        }
    }
}

// Common and rare words, some services offered, some nobody's, some popular.
class Pruning : public ::testing::Test {
  protected:
    static constexpr std::uint32_t services = 12'000;  // a large catalogue

    std::shared_ptr<const Segment> segment(std::uint32_t from, std::uint32_t to) {
        SegmentBuilder builder;
        for (std::uint32_t i = from; i < to; ++i) {
            SearchDocument document;
            document.service = {"L1", std::to_string(i)};
            document.title_de = word() + " " + (i % 3 == 0 ? word() : "beantragen");
            if (i % 50 == 0) document.keys.push_back(std::string(popular_keys()[i / 50 % 5]));
            document.text["de"] = word() + " " + word() + " " + word();
            document.has_responsibility = i % 7 != 0;
            builder.add(document);
        }
        return *Segment::from_bytes(builder.finish({static_cast<std::int64_t>(to), {}}));
    }
    // The first ones are frequent.
    std::string word() {
        const auto at = std::min(dice_() % words.size(), dice_() % words.size());
        return words[at];
    }
    Offered offered(const Snapshot& snapshot, std::uint32_t one_in) {
        auto marks = std::make_shared<std::vector<Marks>>();
        for (const auto& layer : snapshot.layers()) {
            marks->emplace_back(layer.segment->documents());
            for (std::uint32_t i = 0; i < layer.segment->documents(); ++i)
                if (layer.segment->traits(i).has_responsibility && dice_() % one_in == 0)
                    marks->back().set(i);
        }
        return marks;
    }
    static std::vector<std::string> told(const SearchAnswer& answer) {
        std::vector<std::string> all;
        for (const auto& hit : answer.hits)
            all.push_back(hit.service.value + (hit.offered_here ? " offered " : " described ") +
                          std::to_string(hit.score));
        all.push_back(answer.next);
        return all;
    }

    const std::vector<std::string> words{"hund",   "steuer", "wohnung", "anmelden", "ausweis",
                                         "parken", "kind",   "geburt",  "heirat",   "bauen",
                                         "rente",  "schule", "gewerbe", "urkunde",  "umzug"};
    std::mt19937 dice_{2026};
};

TEST_F(Pruning, LeavesOutNothingOfAnAnswer) {
    const Snapshot whole({segment(0, services - 500), segment(services - 500, services)});
    int full = 0;
    for (int round = 0; round < 150; ++round) {
        SearchQuery query;
        query.area = *Ars::parse("04012");
        query.text = word();
        for (auto more = dice_() % 3; more > 0; --more) query.text += " " + word();
        query.limit = round % 2 == 0 ? 10 : 40;
        const std::uint32_t one_in = round % 3 == 0 ? 400 : 2;
        const Selection selection(whole, query, offered(whole, one_in));
        // Who goes on behind nothing sees everything.
        const auto all = answer_of(whole, query, selection, Standing{});
        const auto some = answer_of(whole, query, selection, {});
        EXPECT_EQ(told(some), told(all)) << query.text << " one in " << one_in;
        full += some.hits.size() == query.limit ? 1 : 0;
    }
    EXPECT_GT(full, 50);
}

}  // namespace
}  // namespace dw::catalogue
