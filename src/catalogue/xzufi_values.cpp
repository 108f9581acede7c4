#include "catalogue/xzufi_values.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "terms/berlin.h"

namespace dw::catalogue {

using xzufi::Attribute;
using xzufi::Element;
using xzufi::Name;

namespace {

constexpr std::size_t date_characters = 10;

bool has_offset(std::string_view time) {
    return time.ends_with('Z') || time.find_first_of("+-") != time.npos;
}

// Ids, kinds and versions of parts say nothing to residents (docs/xzufi-import.md).
bool is_detail(Name name) {
    switch (name) {
        case Name::id:
        case Name::idSekundaer:
        case Name::typ:
        case Name::code:
        case Name::name:
        case Name::klasse:
        case Name::versionsinformation:
        case Name::versionsinformationen:
            return true;
        default:
            return false;
    }
}

std::string shortened(std::string_view written) {
    return std::string(cut(written, limits::xml_quote_bytes));
}

}  // namespace

std::optional<Date> day_of(std::string_view written) {
    const std::string_view day = written.substr(0, date_characters);
    const std::string_view rest = written.substr(day.size());
    const auto date = parse_date(day);
    if (!date || rest.empty()) return date;
    // xs:date with a time zone: the day is what was written.
    if (rest.front() != 'T') {
        return parse_instant(std::string(day) + "T00:00:00" + std::string(rest)) ? date
                                                                                 : std::nullopt;
    }
    // 24:00:00 is the end of the day (XML Schema part 2, 3.2.7).
    if (rest.starts_with("T24:00:00")) return date;
    const auto instant = parse_instant(written);
    if (!instant) return std::nullopt;
    if (!has_offset(rest)) return date;
    const Date legal = berlin_date(*instant);
    // The last moment of the year 9999 means for ever: there is no year 10000 to write.
    return parse_date(to_string(legal)) ? legal : *date;
}

void XzufiValues::skip(std::string code, std::vector<std::string> arguments) {
    if (!remarks_.skipped) remarks_.skipped = Remark{std::move(code), std::move(arguments)};
}

void XzufiValues::note(std::string code, std::vector<std::string> arguments) {
    remarks_.notes.push_back({std::move(code), std::move(arguments)});
}

SourceId XzufiValues::own_id(const Element& object) {
    SourceId id = id_of(object);
    if (id.value.empty()) {
        skip("import_no_id", {});
    } else if (id.value.size() + id.agency.size() > limits::source_id_bytes ||
               has_control_characters(id.agency + id.value)) {
        skip("import_unusable_id", {shortened(id.value)});
    }
    return id;
}

std::optional<Validity> XzufiValues::validity(const Element& gueltigkeit) {
    Validity validity;
    for (const Element child : gueltigkeit) {
        const bool begin = child.name() == Name::beginn;
        if (!begin && child.name() != Name::ende) continue;
        if (child.text().empty()) continue;
        const auto day = day_of(child.text());
        if (!day) {
            skip("import_bad_date", {shortened(child.text())});
            return std::nullopt;
        }
        (begin ? validity.from : validity.until) = day;
    }
    if (validity.from && validity.until && *validity.until < *validity.from) {
        note("import_never_valid", {to_string(*validity.from), to_string(*validity.until)});
    }
    return validity;
}

// What is wrong with a written key; nothing for one of a level's length, or the AGS of a known
// place.
std::optional<Remark> XzufiValues::fault_of_area(std::string_view written) const {
    const bool digits =
        std::all_of(written.begin(), written.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (written.empty() || !digits) return Remark{"import_bad_area", {shortened(written)}};
    if (Ars::looks_like_ags(written)) {
        if (areas_->find_ags(written) != nullptr) return std::nullopt;
        const auto* former = areas_->find_former(written);
        if (former != nullptr && former->goes_on) return std::nullopt;
        return Remark{"import_unknown_ags", {shortened(written)}};
    }
    static constexpr std::size_t lengths[] = {2, 3, 5, 9, 12};
    const bool a_level =
        std::find(std::begin(lengths), std::end(lengths), written.size()) != std::end(lengths);
    if (a_level) return std::nullopt;
    return Remark{"import_bad_area_length", {shortened(written), std::to_string(written.size())}};
}

std::optional<Ars> XzufiValues::area(const Element& gebiet_id, BadArea bad) {
    const std::string_view written = gebiet_id.text();
    if (auto fault = fault_of_area(written)) {
        if (bad == BadArea::Skips) {
            skip(std::move(fault->code), std::move(fault->arguments));
        } else {
            note(std::move(fault->code), std::move(fault->arguments));
        }
        return std::nullopt;
    }
    const auto* former = areas_->find_former(written);
    if (former != nullptr && former->goes_on) {
        remarks_.former_areas.emplace(std::string(written) + " → " + former->today->ars.padded());
        return former->today->ars;
    }
    if (Ars::looks_like_ags(written)) return areas_->find_ags(written)->ars;
    const auto ars = Ars::parse(written);
    DW_ASSERT(ars.has_value());
    const bool whole_country = ars->key().empty();
    if (!whole_country && areas_->find(*ars) == nullptr) remarks_.unknown_areas.emplace(written);
    return *ars;
}

void XzufiValues::check_type(const Element& object, std::string_view expected_beginning) {
    std::string_view type = object.attribute(Attribute::type);
    type.remove_prefix(std::min(type.find(':') + 1, type.size()));
    if (type.empty() || type.starts_with(expected_beginning)) return;
    note("import_wrong_type", {shortened(type), std::string(spelling_of(object.name()))});
}

std::optional<int> XzufiValues::number(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto value = parse_integer(text);
    if (value && *value >= 0 && *value <= 1'000'000) return static_cast<int>(*value);
    note("import_bad_number", {shortened(text)});
    return std::nullopt;
}

std::optional<Money> XzufiValues::money(const Element& betrag) {
    std::string_view text = betrag.text();
    if (text.empty()) return std::nullopt;
    // xs:decimal may carry zeros behind the cents.
    const std::size_t point = text.find('.');
    while (point != text.npos && text.size() > point + 3 && text.back() == '0')
        text.remove_suffix(1);
    const auto amount = Money::parse(text);
    if (!amount) note("import_bad_amount", {shortened(betrag.text())});
    return amount;
}

std::optional<Instant> XzufiValues::changed_at(const Element& versionsinformation) {
    const std::string_view written = versionsinformation.child_text(Name::geaendertDatumZeit);
    if (written.empty()) return std::nullopt;
    const auto instant = parse_instant(written);
    if (!instant) note("import_bad_stamp", {shortened(written)});
    return instant;
}

std::string XzufiValues::address(std::string_view written) {
    if (written.empty()) return {};
    std::string safe = safe_address(written);
    if (safe.empty() && written.starts_with("www.")) {
        safe = safe_address("https://" + std::string(written));
    }
    if (safe.empty()) note("import_bad_link", {shortened(written)});
    return safe;
}

void XzufiValues::unused(const Element& parent, const Element& child) {
    if (is_detail(child.name()) || (child.text().empty() && !child.has_children())) return;
    std::string path(spelling_of(parent.name()));
    remarks_.unused.insert(path.append("/").append(spelling_of(child.name())));
}

std::string XzufiValues::language_of(const Element& element) {
    std::string code = lower(element.attribute(Attribute::languageCode));
    if (code.empty()) return "de";
    // "de-DE": a region does not make another language.
    if (code.size() == 5 && code[2] == '-') code.resize(2);
    if (code != "de" && code != "en") {
        code = cut(code, limits::language_code_bytes);
        remarks_.languages.insert(code);
    }
    return code;
}

void XzufiValues::add_plain(Localized& text, const Element& element) {
    if (element.text().empty()) return;
    std::string& content = text[language_of(element)];
    if (!content.empty()) return;
    for (const char c : element.text()) {
        if (static_cast<unsigned char>(c) >= ' ' || c == '\n') content.push_back(c);
    }
}

void XzufiValues::add_title(Localized& text, const Element& inhalt) {
    if (inhalt.text().empty()) return;
    ReducedHtml title = text_of_html(inhalt.text());
    remarks_.removed = std::max(remarks_.removed, title.removed);
    std::string& content = text[language_of(inhalt)];
    if (content.empty()) content = std::move(title.html);
}

void XzufiValues::add_html(Localized& text, const Element& element) {
    if (element.text().empty()) return;
    ReducedHtml reduced = reduce_html(element.text());
    remarks_.removed = std::max(remarks_.removed, reduced.removed);
    std::string& content = text[language_of(element)];
    if (content.empty()) {
        content = std::move(reduced.html);
    } else if (!reduced.html.empty() && content != reduced.html) {
        content.append("<br>").append(reduced.html);
    }
}

}  // namespace dw::catalogue
