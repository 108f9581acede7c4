#include "catalogue/service.h"

#include <algorithm>

#include "base/bytes.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view separators = ".:";

// The inverse of the escaping in to_string().
std::optional<std::string> unescape(std::string_view written) {
    std::string agency;
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] != '!') {
            agency.push_back(written[i]);
            continue;
        }
        const auto byte = from_hex(written.substr(i + 1, 2));
        if (!byte || byte->size() != 1) return std::nullopt;
        agency.push_back(static_cast<char>(byte->front()));
        i += 2;
    }
    return agency;
}

}  // namespace

std::string SourceId::to_string() const {
    std::string written;
    written.reserve(agency.size() + 1 + value.size());
    for (const char c : agency) {
        if (c == '.' || c == ':' || c == '!') {
            const auto byte = static_cast<std::uint8_t>(c);
            written.append("!").append(to_hex({&byte, 1}));
        } else {
            written.push_back(c);
        }
    }
    return written.append(".").append(value);
}

std::optional<SourceId> SourceId::parse(std::string_view text) {
    const std::size_t at = text.find_first_of(separators);
    if (at == text.npos || at + 1 == text.size()) return std::nullopt;
    auto agency = unescape(text.substr(0, at));
    if (!agency) return std::nullopt;
    return SourceId{.agency = std::move(*agency), .value = std::string(text.substr(at + 1))};
}

std::string_view in(const Localized& text, Language language) {
    for (const std::string_view code : {code_of(language), std::string_view("de")}) {
        const auto found = text.find(code);
        if (found != text.end() && !found->second.empty()) return found->second;
    }
    for (const auto& [code, content] : text) {
        if (!content.empty()) return content;
    }
    return {};
}

bool Validity::holds_on(Date day) const {
    return (!from || *from <= day) && (!until || day <= *until);
}

bool holds_on(const std::vector<Validity>& validity, Date day) {
    return validity.empty() || std::any_of(validity.begin(), validity.end(),
                                           [&](const Validity& v) { return v.holds_on(day); });
}

// XZuFi, Leistungstextmodule: 03 is the title for residents, 02 the one of the national list.
Localized Service::title() const {
    for (const std::string_view code : {"03", "02"}) {
        const TextModule* found = module(code);
        if (found != nullptr && !found->content.empty()) return found->content;
    }
    return {};
}

const TextModule* Service::module(std::string_view code) const {
    const auto found = std::find_if(modules.begin(), modules.end(),
                                    [&](const TextModule& m) { return m.code == code; });
    return found == modules.end() ? nullptr : &*found;
}

namespace {

template <class Object>
void keep_parts(Object& object, Date day) {
    const auto is_over = [day](const auto& part) { return !holds_on(part.validity, day); };
    std::erase_if(object.modules, is_over);
    std::erase_if(object.costs, is_over);
    std::erase_if(object.deadlines, is_over);
    std::erase_if(object.processing_times, is_over);
    std::erase_if(object.documents, is_over);
}

}  // namespace

void keep_valid_parts(Service& service, Date day) {
    keep_parts(service, day);
}
void keep_valid_parts(Specialisation& specialisation, Date day) {
    keep_parts(specialisation, day);
}

bool Service::holds_on(Date day) const {
    return catalogue::holds_on(validity, day);
}

}  // namespace dw::catalogue
