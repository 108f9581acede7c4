#include "catalogue/xzufi_values.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/overlay.h"
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

// Tags, white space, no-break and zero-width spaces.
bool is_blank(std::string_view html) {
    static constexpr std::string_view unseen[] = {" ",      "\n",     "\u00a0", "\u200b",
                                                  "\u200c", "\u200d", "\ufeff", "&nbsp;"};
    while (!html.empty()) {
        const auto* found = std::ranges::find_if(
            unseen, [&](std::string_view one) { return html.starts_with(one); });
        const bool tag = html.front() == '<';
        if (!tag && found == std::end(unseen)) return false;
        html.remove_prefix(tag ? std::min(html.find('>'), html.size() - 1) + 1 : found->size());
    }
    return true;
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
    own_words_ = id.agency == own_agency;
    if (id.value.empty()) {
        skip("import_no_id", {});
    } else if (id.value.size() + id.agency.size() > limits::source_id_bytes ||
               has_control_characters(id.agency + id.value)) {
        skip("import_unusable_id", {shortened(id.value)});
    }
    return id;
}

std::vector<Validity> XzufiValues::times_of(const Element& part) {
    std::vector<Validity> times;
    for (const Element child : part) {
        if (child.name() != Name::gueltigkeit) continue;
        Validity time;
        for (const Element end : child) {
            const bool begins = end.name() == Name::beginn;
            if ((!begins && end.name() != Name::ende) || end.text().empty()) continue;
            const auto day = day_of(end.text());
            if (!day) note("import_bad_stamp", {shortened(end.text())});
            (begins ? time.from : time.until) = day;
        }
        if (time.from || time.until) times.push_back(time);
    }
    return times;
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
std::optional<Remark> XzufiValues::fault_of_area(const Element& gebiet_id) const {
    const std::string_view written = gebiet_id.text();
    const std::string scheme = lower(gebiet_id.attribute(Attribute::schemeID));
    if (scheme.find("postleitzahl") != scheme.npos || scheme.find("plz") != scheme.npos)
        return Remark{"import_postcode", {shortened(written)}};
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

std::optional<Ars> XzufiValues::area(const Element& gebiet_id, std::vector<Remark>& faults) {
    const std::string_view written = gebiet_id.text();
    if (auto fault = fault_of_area(gebiet_id)) {
        faults.push_back(std::move(*fault));
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
    const auto value = parse_integer(text.starts_with('+') ? text.substr(1) : text);
    if (value && *value >= 0 && *value <= 1'000'000) return static_cast<int>(*value);
    note("import_bad_number", {shortened(text)});
    return std::nullopt;
}

std::string XzufiValues::day_of_period(std::string_view written) {
    if (written.empty()) return {};
    // "--02-29" is a day of every fourth year.
    const bool every_year = written.starts_with("--");
    const auto day = day_of(every_year ? "2024-" + std::string(written.substr(2)) : written);
    if (!day) note("import_bad_stamp", {shortened(written)});
    if (!day) return {};
    const std::string iso = to_string(*day);
    return every_year ? "--" + iso.substr(5) : iso;
}

std::optional<Money> XzufiValues::money(const Element& betrag) {
    std::string text(betrag.text());
    if (text.empty()) return std::nullopt;
    // xs:decimal may have a sign, and nothing on one side of the point.
    if (text.starts_with('+')) text.erase(0, 1);
    if (text.starts_with('.')) text.insert(0, 1, '0');
    if (text.ends_with('.')) text.pop_back();
    // xs:decimal may carry zeros behind the cents.
    const std::size_t point = text.find('.');
    while (point != text.npos && text.size() > point + 3 && text.back() == '0') text.pop_back();
    auto amount = Money::parse(text);
    if (amount && amount->cents() < 0) amount.reset();
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

void XzufiValues::unknown_code(const Element& element, std::string_view code) {
    std::string path(spelling_of(element.name()));
    remarks_.unused.insert(path.append(" ").append(code.empty() ? "–" : shortened(code)));
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
    // Nothing to read is no text that could stand before another one; only an administration says
    // with it that there is to be none.
    if (!own_words_ && is_blank(reduced.html)) return;
    std::string& content = text[language_of(element)];
    if (content.empty()) {
        content = std::move(reduced.html);
    } else if (!reduced.html.empty() && content != reduced.html) {
        content.append("<br>").append(reduced.html);
    }
}

}  // namespace dw::catalogue
