#include "cases/case_news.h"

#include <algorithm>
#include <array>

#include "cases/fee.h"

namespace dw::cases {

namespace {

struct Word {
    News news;
    std::string_view name;  // frozen: stored
};
constexpr std::array<Word, 4> words{{{News::Returned, "returned"},
                                     {News::Answered, "answered"},
                                     {News::Opinions, "opinions"},
                                     {News::Payment, "payment"}}};

}  // namespace

// The first message of an objection is the objection, no answer to anything.
bool has_answered(const CaseState& state) {
    const auto& messages = state.messages;
    if (messages.empty() || messages.back().sent.direction != Direction::FromApplicant)
        return false;
    return !state.objection || messages.size() > 1;
}

News news_of(const CaseState& state) {
    const auto came_back = [](const Letter& letter) { return letter.returned.has_value(); };
    if (std::ranges::any_of(state.letters, came_back)) return News::Returned;
    if (waits_for_payment(state)) return News::Payment;
    const auto payment = payment_of(state);
    const bool owes = payment == Payment::Open || payment == Payment::Underpaid;
    if (!state.is_open()) return owes ? News::Payment : News::None;
    if (has_answered(state)) return News::Answered;
    const auto is_there = [](const Opinion& opinion) { return !opinion.waits(); };
    if (!state.opinions.empty() && std::ranges::all_of(state.opinions, is_there))
        return News::Opinions;
    return News::None;
}

std::string_view name_of(News news) {
    const auto found = std::ranges::find(words, news, &Word::news);
    return found == words.end() ? std::string_view{} : found->name;
}
News news_from(std::string_view name) {
    const auto found = std::ranges::find(words, name, &Word::name);
    return found == words.end() ? News::None : found->news;
}

}  // namespace dw::cases
