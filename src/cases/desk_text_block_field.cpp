#include "cases/desk_text_block_field.h"

#include <algorithm>

#include "base/text.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr std::string_view step_prefix = "einsetzen:";  // and the id of the field
constexpr std::string_view gap_field = "luecke", gap_meant = "ja";

}  // namespace

Html block_fields(const Visit& visit, const std::vector<ChosenBlock>& blocks,
                  const BlockChoice& choice, const std::string& error) {
    if (blocks.empty()) return {};
    web::Field which;
    which.id = choice.name;
    which.label = visit.say(texts::desk_message_block);
    which.hint = visit.say(texts::desk_block_at_end);
    which.error = error;
    which.optional = true;
    // What was chosen and is not inserted yet stays chosen.
    if (!pressed_target(visit, choice) || !error.empty())
        which.value = std::string(visit.request.form.get(choice.name));
    std::vector<web::Option> options{{"", visit.say(texts::desk_message_block_none), ""}};
    for (const auto& block : blocks) options.push_back({block.key, block.label, ""});
    std::vector<Html> buttons;
    for (const auto& target : choice.targets) {
        const std::string label = choice.targets.size() == 1
                                      ? visit.say(texts::desk_message_block_insert)
                                      : visit.say(texts::desk_block_into, {target.label});
        buttons.push_back(web::named_button(
            {"schritt", std::string(step_prefix) + target.id, label, web::Weight::Secondary}));
    }
    return web::select_field(which, options, visit.language) + web::button_group(buttons);
}

const BlockTarget* pressed_target(const Visit& visit, const BlockChoice& choice) {
    const std::string_view step = visit.request.form.get("schritt");
    if (!step.starts_with(step_prefix)) return nullptr;
    const auto found =
        std::ranges::find(choice.targets, step.substr(step_prefix.size()), &BlockTarget::id);
    return found == choice.targets.end() ? nullptr : &*found;
}

Result<BlockInserted> insert_block(const Visit& visit, const CaseState& state,
                                   const BlockChoice& choice, const BlockTarget& target,
                                   std::string& text) {
    DW_TRY(const auto blocks, text_blocks_for(visit, state));
    const auto chosen =
        std::ranges::find(blocks, visit.request.form.get(choice.name), &ChosenBlock::key);
    if (chosen == blocks.end()) return BlockInserted{{}, visit.say(texts::desk_block_none_chosen)};
    if (!trim(text).empty()) text += "\n\n";
    text += chosen->words;
    return BlockInserted{
        web::alert(web::Tone::Success, visit.say(texts::desk_block_inserted, {target.label}),
                   web::link("#" + target.id, visit.say(texts::desk_block_go)), web::Live::Yes),
        {},
        chosen->purpose};
}

bool has_gap(std::string_view text) {
    const auto holds = [&](std::string_view mark) { return text.find(mark) != text.npos; };
    return holds("…") || holds("...") || holds("___");
}

bool means_gaps(const web::Request& request) {
    return request.form.get(gap_field) == gap_meant;
}

std::string gap_error(const Visit& visit, std::string_view text) {
    if (!has_gap(text) || means_gaps(visit.request)) return {};
    return visit.say(texts::desk_gap_error);
}

Html gap_box(const Visit& visit, const std::vector<std::string_view>& texts) {
    if (visit.request.form.get("schritt").starts_with(step_prefix) ||
        std::ranges::none_of(texts, has_gap) || visit.request.method != web::Method::Post)
        return {};
    web::Field field;
    field.id = std::string(gap_field);
    field.label = visit.say(texts::desk_gap_title);
    std::vector<std::string> chosen;
    if (means_gaps(visit.request)) chosen.emplace_back(gap_meant);
    return web::checkbox_field(field,
                               {{std::string(gap_meant), visit.say(texts::desk_gap_meant), ""}},
                               chosen, visit.language);
}

Html gap_kept(const Visit& visit) {
    if (!means_gaps(visit.request)) return {};
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(gap_field, gap_meant);
}

}  // namespace dw::cases
