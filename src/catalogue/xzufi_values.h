// The small parts of XZuFi objects: dates, texts, amounts, keys of areas.
#pragma once

#include <optional>
#include <string_view>

#include "catalogue/xzufi_mapping.h"

namespace dw::catalogue {

// The day in legal time of an xs:dateTime or xs:date; nothing for one that does not exist.
std::optional<Date> day_of(std::string_view written);

// Reads values of one object and collects what there is to say about them.
class XzufiValues {
  public:
    XzufiValues(Remarks& remarks, const AreaRegister* areas) : remarks_(remarks), areas_(areas) {}

    void skip(std::string code, std::vector<std::string> arguments);
    void note(std::string code, std::vector<std::string> arguments);

    SourceId own_id(const xzufi::Element& object);  // skips without one
    // The periods an element has; of a part, so that a bad one is left out and said.
    std::vector<Validity> times_of(const xzufi::Element& part);
    std::optional<Validity> validity(const xzufi::Element& gueltigkeit);
    // Nothing, and why, for what is no key of an area.
    std::optional<Ars> area(const xzufi::Element& gebiet_id, std::vector<Remark>& faults);
    void check_type(const xzufi::Element& object, std::string_view expected_beginning);
    std::optional<int> number(std::string_view text);
    // "2026-03-31" or "--03-31"; "" for what is no day, which is said.
    std::string day_of_period(std::string_view written);
    std::optional<Money> money(const xzufi::Element& betrag);
    std::optional<Instant> changed_at(const xzufi::Element& versionsinformation);
    std::string address(std::string_view written);
    // For what the standard has, but not here, or what is not kept: it is named in the report.
    void unused(const xzufi::Element& parent, const xzufi::Element& child);
    // The same for a code that this program does not know.
    void unknown_code(const xzufi::Element& element, std::string_view code);

    void add_plain(Localized& text, const xzufi::Element& element);
    void add_title(Localized& text,
                   const xzufi::Element& inhalt);  // HTML, of which the words are kept
    void add_html(Localized& text, const xzufi::Element& element);

  private:
    std::optional<Remark> fault_of_area(const xzufi::Element& gebiet_id) const;
    std::string language_of(const xzufi::Element& element);

    Remarks& remarks_;
    const AreaRegister* areas_;
    bool own_words_ = false;  // of an administration, back from another installation
};

}  // namespace dw::catalogue
