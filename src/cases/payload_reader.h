// Reading and writing the payloads of events: members of one JSON object each.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/decision_rules.h"

namespace dw::cases {

inline std::string_view name_of(Direction direction) {
    return direction == Direction::ToApplicant ? "to_applicant" : "from_applicant";
}

inline std::string_view name_of(BookedBy way) {
    return way == BookedBy::Clerk ? "clerk" : "treasury";
}
inline std::string_view name_of(forms::Release release) {
    return release == forms::Release::Decided ? "decided" : "paid";
}

inline std::string_view name_of(forms::DueFrom from) {
    return from == forms::DueFrom::Known ? "known" : "decided";
}

template <class IdType>
Json id_or_null(const std::optional<IdType>& id) {
    return id ? Json(id->to_string()) : Json();
}

inline Json list_of(const std::vector<DocumentId>& ids) {
    Json list = Json::array();
    for (const auto& id : ids) list.add(id.to_string());
    return list;
}

// Reads members and remembers whether one was missing or wrong.
class PayloadReader {
  public:
    explicit PayloadReader(const Json& payload) : payload_(payload) {}

    std::string text(std::string_view key) {
        const auto* value = payload_[key].as_string();
        return keep(value ? std::optional(*value) : std::nullopt);
    }
    std::int64_t number(std::string_view key) { return keep(payload_[key].as_integer()); }
    std::optional<std::int64_t> optional_number(std::string_view key) {
        if (payload_.has(key) && payload_[key].is_null()) return std::nullopt;
        return number(key);
    }
    bool truth(std::string_view key) { return keep(payload_[key].as_bool()); }
    Date date(std::string_view key) { return keep(parse_date(payload_[key].text_or(""))); }
    std::optional<Date> optional_date(std::string_view key) {
        if (payload_.has(key) && payload_[key].is_null()) return std::nullopt;
        return date(key);
    }
    template <class IdType>
    IdType id(std::string_view key) {
        return keep(IdType::parse(payload_[key].text_or("")));
    }
    template <class IdType>
    std::optional<IdType> optional_id(std::string_view key) {
        if (payload_.has(key) && payload_[key].is_null()) return std::nullopt;
        return id<IdType>(key);
    }
    catalogue::SourceId source(std::string_view key) {
        return keep(catalogue::SourceId::parse(payload_[key].text_or("")));
    }
    Ars area(std::string_view key) {
        const auto* value = payload_[key].as_string();
        if (value && value->empty()) return Ars{};
        const auto parsed = Ars::parse(value ? *value : "x");
        return keep(parsed ? std::optional(*parsed) : std::nullopt);
    }
    Digest digest(std::string_view key) {
        const auto bytes = from_hex(payload_[key].text_or(""));
        sound_ = sound_ && bytes && bytes->size() == 32;
        Digest digest{};
        if (sound_) std::copy(bytes->begin(), bytes->end(), digest.begin());
        return digest;
    }
    Language language(std::string_view key) {
        return keep(language_from_code(payload_[key].text_or("")));
    }
    forms::OutcomeKind outcome_kind(std::string_view key) {
        return keep(forms::outcome_kind_from(payload_[key].text_or("")));
    }
    Channel channel(std::string_view key) { return keep(channel_from(payload_[key].text_or(""))); }
    IdentityCheck identity_check(std::string_view key) {
        return keep(identity_check_from(payload_[key].text_or("")));
    }
    // One of two words.
    template <class Enum>
    Enum word(std::string_view key, Enum one, Enum other) {
        const auto written = payload_[key].text_or("");
        sound_ = sound_ && (written == name_of(one) || written == name_of(other));
        return written == name_of(other) ? other : one;
    }
    SecondLook second_look(std::string_view key) {
        return keep(second_look_from(payload_[key].text_or("")));
    }
    CallOff call_off(std::string_view key) {
        return keep(call_off_from(payload_[key].text_or("")));
    }
    AnswerWay answer_way(std::string_view key) {
        return keep(answer_way_from(payload_[key].text_or("")));
    }
    Purpose purpose(std::string_view key) { return keep(purpose_from(payload_[key].text_or(""))); }
    template <class IdType>
    std::vector<IdType> ids(std::string_view key) {
        std::vector<IdType> ids;
        sound_ = sound_ && payload_[key].as_array() != nullptr;
        for (const auto& item : payload_[key].items())
            ids.push_back(keep(IdType::parse(item.text_or(""))));
        return ids;
    }
    std::vector<std::string> texts(std::string_view key) {
        std::vector<std::string> texts;
        for (const auto& item : list(key)) {
            const auto* text = item.as_string();
            texts.push_back(keep(text ? std::optional(*text) : std::nullopt));
        }
        return texts;
    }
    const std::vector<Json>& list(std::string_view key) {
        sound_ = sound_ && payload_[key].as_array() != nullptr;
        return payload_[key].items();
    }
    ObjectionKind objection_kind(std::string_view key) {
        return keep(objection_kind_from(payload_[key].text_or("")));
    }
    ObjectionWay objection_way(std::string_view key) {
        return keep(objection_way_from(payload_[key].text_or("")));
    }
    const Json& object(std::string_view key) {
        sound_ = sound_ && payload_[key].as_object() != nullptr;
        return payload_[key];
    }
    AssuranceLevel level(std::string_view key) {
        return keep(assurance_level_from(payload_[key].text_or("")));
    }
    void require(bool sound) { sound_ = sound_ && sound; }
    bool has(std::string_view key) const { return payload_.has(key); }
    bool sound() const { return sound_; }

  private:
    template <class T>
    T keep(std::optional<T> value) {
        sound_ = sound_ && value.has_value();
        return value ? std::move(*value) : T{};
    }
    const Json& payload_;
    bool sound_ = true;
};

}  // namespace dw::cases
