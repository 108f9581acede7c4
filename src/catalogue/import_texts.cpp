#include "catalogue/import_texts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/assert.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

// Sorted by code.
constexpr std::array<std::pair<std::string_view, Text>, 61> reasons = {{
    {"import_bad_amount", texts::import_bad_amount},
    {"import_bad_area", texts::import_bad_area},
    {"import_bad_area_length", texts::import_bad_area_length},
    {"import_bad_date", texts::import_bad_date},
    {"import_bad_key", texts::import_bad_key},
    {"import_bad_link", texts::import_bad_link},
    {"import_bad_number", texts::import_bad_number},
    {"import_bad_stamp", texts::import_bad_stamp},
    {"import_cleaned", texts::import_cleaned},
    {"import_duplicate", texts::import_duplicate},
    {"import_empty_index", texts::import_empty_index},
    {"import_former_area", texts::import_former_area},
    {"import_full_agencies", texts::import_full_agencies},
    {"import_full_deletes", texts::import_full_deletes},
    {"import_full_no_source", texts::import_full_no_source},
    {"import_full_refused", texts::import_full_refused},
    {"import_full_unknown", texts::import_full_unknown},
    {"import_index_path", texts::import_index_path},
    {"import_language", texts::import_language},
    {"import_markup", texts::import_markup},
    {"import_never_valid", texts::import_never_valid},
    {"import_no_holder", texts::import_no_holder},
    {"import_no_id", texts::import_no_id},
    {"import_no_role", texts::import_no_role},
    {"import_no_service", texts::import_no_service},
    {"import_nothing_of_source", texts::import_nothing_of_source},
    {"import_only_for_office", texts::import_only_for_office},
    {"import_orphan_delete", texts::import_orphan_delete},
    {"import_others_claim", texts::import_others_claim},
    {"import_others_claims", texts::import_others_claims},
    {"import_own_agency", texts::import_own_agency},
    {"import_parent_circle", texts::import_parent_circle},
    {"import_postcode", texts::import_postcode},
    {"import_unknown_ags", texts::import_unknown_ags},
    {"import_unknown_area", texts::import_unknown_area},
    {"import_unknown_class", texts::import_unknown_class},
    {"import_unreadable", texts::import_unreadable},
    {"import_unusable_id", texts::import_unusable_id},
    {"import_unused", texts::import_unused},
    {"import_waits_for_online_service", texts::import_waits_for_online_service},
    {"import_waits_for_organisation", texts::import_waits_for_organisation},
    {"import_waits_for_service", texts::import_waits_for_service},
    {"import_wrong_type", texts::import_wrong_type},
    {"xzufi.attribute_too_long", texts::xzufi_attribute_too_long},
    {"xzufi.doctype", texts::xzufi_doctype},
    {"xzufi.empty_file", texts::xzufi_empty_file},
    {"xzufi.invalid_encoding", texts::xzufi_invalid_encoding},
    {"xzufi.left_out", texts::xzufi_left_out},
    {"xzufi.no_namespace", texts::xzufi_no_namespace},
    {"xzufi.no_objects", texts::xzufi_no_objects},
    {"xzufi.not_one_object", texts::xzufi_not_one_object},
    {"xzufi.not_well_formed", texts::xzufi_not_well_formed},
    {"xzufi.object_too_large", texts::xzufi_object_too_large},
    {"xzufi.token_too_long", texts::xzufi_token_too_long},
    {"xzufi.too_deep", texts::xzufi_too_deep},
    {"xzufi.truncated", texts::xzufi_truncated},
    {"xzufi.unknown_element", texts::xzufi_unknown_element},
    {"xzufi.unknown_encoding", texts::xzufi_unknown_encoding},
    {"xzufi.unknown_object", texts::xzufi_unknown_object},
    {"xzufi.unknown_version", texts::xzufi_unknown_version},
    {"xzufi.wrong_namespace", texts::xzufi_wrong_namespace},
}};

}  // namespace

Text import_text(std::string_view code) {
    const auto found = std::lower_bound(
        reasons.begin(), reasons.end(), code,
        [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    DW_ASSERT(found != reasons.end() && found->first == code);
    return found->second;
}

}  // namespace dw::catalogue
