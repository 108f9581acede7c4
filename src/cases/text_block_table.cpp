#include "cases/text_block_table.h"

#include <algorithm>

namespace dw::cases {

namespace {

using store::of;

constexpr std::string_view upsert =
    "insert into text_block (tenant, organisation, id, label, words, purpose) "
    "values ($1, $2, $3, $4, $5, $6) "
    "on conflict (tenant, organisation, id) do update set label = excluded.label, "
    "words = excluded.words, purpose = excluded.purpose";

std::string_view word_for(const OfficeTextBlock& block) {
    return block.purpose ? name_of(*block.purpose) : std::string_view{};
}

store::Statement saved(store::TenantId tenant, const store::Value& organisation,
                       const OfficeTextBlock& block) {
    return {std::string(upsert),
            {of(tenant), organisation, of(block.id), of(block.label), of(block.words),
             of(word_for(block))}};
}

Result<std::vector<OfficeTextBlock>> read(store::Connection& connection, store::TenantId tenant,
                                          const store::Value& organisation) {
    DW_TRY(const auto rows, connection.query("select id, label, words, purpose from text_block "
                                             "where tenant = $1 and organisation = $2",
                                             {of(tenant), organisation}));
    std::vector<OfficeTextBlock> blocks;
    for (const auto& row : rows)
        blocks.push_back(
            {row.id<TextBlockId>(0), row.text(1), row.text(2), purpose_from(row.text(3))});
    std::ranges::sort(blocks, {}, &OfficeTextBlock::label);
    return blocks;
}

Outcome commit(store::Store& store, store::TenantId tenant, store::Statement statement) {
    store::Change change{.tenant = tenant};
    change.statements.push_back(std::move(statement));
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace

Result<std::vector<OfficeTextBlock>> text_blocks_of(store::Connection& connection,
                                                    const identity::OrganisationPlace& place) {
    return read(connection, place.tenant, of(place.organisation));
}

Outcome save_text_block(store::Store& store, const identity::OrganisationPlace& place,
                        const OfficeTextBlock& block) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto blocks, text_blocks_of(*reader, place));
    const bool known = std::ranges::find(blocks, block.id, &OfficeTextBlock::id) != blocks.end();
    if (!known && blocks.size() >= text_blocks_most)
        return conflict("cases.text_blocks_full", "too many text blocks");
    return commit(store, place.tenant, saved(place.tenant, of(place.organisation), block));
}

Outcome remove_text_block(store::Store& store, const identity::OrganisationPlace& place,
                          TextBlockId id) {
    return commit(store, place.tenant,
                  {"delete from text_block where tenant = $1 and organisation = $2 and id = $3",
                   {of(place.tenant), of(place.organisation), of(id)}});
}

store::MovedRows moved_text_blocks() {
    return {.file = "text_blocks.ndjson",
            .read = [](store::Connection& connection,
                       const store::Owner& owner) -> Result<std::vector<Json>> {
                DW_TRY(const auto blocks, read(connection, owner.tenant, of(owner.id)));
                std::vector<Json> lines;
                for (const auto& block : blocks)
                    lines.push_back(Json::object({{"id", block.id.to_string()},
                                                  {"label", block.label},
                                                  {"words", block.words},
                                                  {"purpose", word_for(block)}}));
                return lines;
            },
            .write = [](store::Connection&, const store::Owner& owner,
                        const Json& json) -> Result<std::vector<store::Statement>> {
                const auto id = TextBlockId::parse(json["id"].text_or(""));
                const auto *label = json["label"].as_string(), *words = json["words"].as_string();
                if (!id || !label || !words) return invalid("store.export", "not a text block");
                return std::vector<store::Statement>{
                    saved(owner.tenant, of(owner.id),
                          {*id, *label, *words, purpose_from(json["purpose"].text_or(""))})};
            }};
}

}  // namespace dw::cases
