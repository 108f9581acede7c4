#include "cases/desk_text_block_pages.h"

#include <algorithm>

#include "base/text.h"
#include "cases/text_block_table.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* list_path = "/desk/text-blocks";
constexpr std::size_t label_length = 80;

identity::OrganisationPlace place_of(const Visit& visit) {
    return {visit.principal.tenant, visit.principal.organisation, {}};
}

struct Input {
    std::optional<TextBlockId> id = {};  // nothing: a new one
    std::string label = {}, words = {};
    std::optional<Purpose> purpose = {};
    std::string label_error = {}, words_error = {};
    bool has_errors() const { return !label_error.empty() || !words_error.empty(); }
};

Html id_field(const TextBlockId& id) {
    return web::html<"<input type=\"hidden\" name=\"baustein\" value=\"{}\">">(id.to_string());
}

Html purpose_field(const Visit& visit, const Input& input) {
    web::Field field;
    field.id = "wofuer";
    field.label = visit.say(texts::desk_block_purpose);
    field.hint = visit.say(texts::desk_block_purpose_hint);
    field.value = input.purpose ? std::string(name_of(*input.purpose)) : std::string();
    return web::radio_field(
        field,
        {{"", visit.say(texts::desk_block_for_any), ""},
         {std::string(name_of(Purpose::Papers)), visit.say(texts::desk_message_papers), ""},
         {std::string(name_of(Purpose::Hearing)), visit.say(texts::desk_message_hearing), ""}},
        visit.language);
}

Html form(const Visit& visit, const Input& input) {
    web::Field label;
    label.id = "name";
    label.label = visit.say(texts::desk_block_label);
    label.hint = visit.say(texts::desk_block_label_hint);
    label.value = input.label;
    label.error = input.label_error;
    label.max_length = label_length;
    web::Field words;
    words.id = "text";
    words.label = visit.say(texts::desk_block_words);
    words.value = input.words;
    words.error = input.words_error;
    Html fields = input.id ? id_field(*input.id) : Html{};
    fields += web::text_field(label, visit.language) + web::text_area(words, 6, visit.language) +
              purpose_field(visit, input);
    fields += web::named_button(
        {"schritt", "speichern", visit.say(texts::desk_block_save), web::Weight::Primary});
    return web::post_form(visit.request, list_path, fields);
}

Html entry(const Visit& visit, const OfficeTextBlock& block) {
    const std::string change = std::string(list_path) + "?baustein=" + block.id.to_string();
    const Html remove = web::post_form(
        visit.request, list_path,
        id_field(block.id) + web::named_button({"schritt", "loeschen",
                                                visit.say(texts::desk_block_remove, {block.label}),
                                                web::Weight::Tertiary}));
    return web::heading(3, block.label) + written_text(block.words) +
           web::link_button(change, visit.say(texts::desk_block_change, {block.label}),
                            web::Weight::Secondary) +
           remove;
}

web::Response list_page(const Visit& visit, const std::vector<OfficeTextBlock>& blocks,
                        const Input& input) {
    std::vector<web::SummaryError> errors;
    if (!input.label_error.empty()) errors.push_back({"name", input.label_error});
    if (!input.words_error.empty()) errors.push_back({"text", input.words_error});
    Html main = web::error_summary(errors, visit.language);
    main += web::heading(1, visit.say(texts::desk_blocks_title));
    main += web::lead(visit.say(texts::desk_blocks_lead));
    main += web::heading(2, visit.say(input.id ? texts::desk_block_edit : texts::desk_block_new));
    main += form(visit, input);
    if (input.id)
        main +=
            web::link_button(list_path, visit.say(texts::desk_block_new), web::Weight::Tertiary);
    main += web::heading(2, visit.say(texts::desk_blocks_all));
    if (blocks.empty()) main += web::paragraph(visit.say(texts::desk_blocks_none));
    for (const auto& block : blocks)
        if (input.id != block.id) main += entry(visit, block);
    return desk_page(visit, {.title = visit.say(texts::desk_blocks_title),
                             .main = main,
                             .status = errors.empty() ? 200 : 422});
}

Result<std::vector<OfficeTextBlock>> blocks_of(const Visit& visit) {
    DW_TRY(const auto reader, visit.cases.neighbours().store.reader());
    return text_blocks_of(*reader, place_of(visit));
}

Outcome remove_or_save(const Visit& visit, const Input& input) {
    auto& store = visit.cases.neighbours().store;
    if (visit.request.form.get("schritt") == "loeschen")
        return input.id ? remove_text_block(store, place_of(visit), *input.id) : Outcome(Nothing{});
    const auto id = input.id.value_or(TextBlockId::make(store.clock(), store.random()));
    return save_text_block(store, place_of(visit), {id, input.label, input.words, input.purpose});
}

}  // namespace

web::Response text_blocks_route(const Visit& visit) {
    const auto blocks = blocks_of(visit);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    Input input;
    const auto id = TextBlockId::parse(visit.request.query.get("baustein"));
    const auto found = id ? std::ranges::find(*blocks, *id, &OfficeTextBlock::id) : blocks->end();
    if (found != blocks->end()) input = {found->id, found->label, found->words, found->purpose};
    return list_page(visit, *blocks, input);
}

web::Response text_block_save_route(const Visit& visit) {
    const auto blocks = blocks_of(visit);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    const auto& form = visit.request.form;
    Input input{.id = TextBlockId::parse(form.get("baustein")),
                .label = std::string(trim(form.get("name"))),
                .words = std::string(trim(form.get("text"))),
                .purpose = purpose_from(form.get("wofuer"))};
    const bool known =
        input.id && std::ranges::find(*blocks, *input.id, &OfficeTextBlock::id) != blocks->end();
    if (!known) input.id.reset();
    if (form.get("schritt") != "loeschen") {
        input.label_error =
            text_error(visit, input.label, Needed::Yes, texts::desk_block_label_missing);
        if (code_points(input.label) > label_length)
            input.label_error = visit.say(texts::desk_block_label_hint);
        input.words_error =
            text_error(visit, input.words, Needed::Yes, texts::desk_block_words_missing);
        if (input.has_errors()) return list_page(visit, *blocks, input);
    }
    const auto done = remove_or_save(visit, input);
    if (!done) return web::error_response(visit.request, done.error());
    return web::see_other(list_path);
}

Result<std::vector<ChosenBlock>> text_blocks_for(const Visit& visit, const CaseState& state) {
    std::vector<ChosenBlock> chosen;
    const auto* package = state.objection ? nullptr : visit.cases.package_of(state);
    if (package) {
        for (const auto& block : package->text_blocks)
            chosen.push_back({"paket-" + block.id, block.label.in(visit.language),
                              block.text.in(state.opened.language), block.outcomes, true,
                              purpose_from(block.purpose)});
    }
    DW_TRY(const auto blocks, blocks_of(visit));
    for (const auto& block : blocks)
        chosen.push_back(
            {block.id.to_string(), block.label, block.words, {}, false, block.purpose});
    return chosen;
}

std::vector<ChosenBlock> reasons_for(const std::vector<ChosenBlock>& blocks,
                                     std::string_view outcome) {
    std::vector<ChosenBlock> chosen;
    for (const auto& block : blocks)
        if (std::ranges::find(block.outcomes, outcome) != block.outcomes.end())
            chosen.push_back(block);
    const auto others = of_office(blocks);
    chosen.insert(chosen.end(), others.begin(), others.end());
    return chosen;
}

std::vector<ChosenBlock> of_office(const std::vector<ChosenBlock>& blocks) {
    std::vector<ChosenBlock> chosen;
    std::ranges::copy_if(blocks, std::back_inserter(chosen),
                         [](const ChosenBlock& block) { return !block.is_of_package; });
    return chosen;
}

std::vector<ChosenBlock> without_reasons(const std::vector<ChosenBlock>& blocks) {
    std::vector<ChosenBlock> chosen;
    std::ranges::copy_if(blocks, std::back_inserter(chosen),
                         [](const ChosenBlock& block) { return block.outcomes.empty(); });
    return chosen;
}

}  // namespace dw::cases
