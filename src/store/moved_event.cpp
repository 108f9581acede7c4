// The payload is written as the JSON it is, as long as that gives the same bytes again; else as
// hex. A payload of null says that the content was destroyed.
#include "store/moved_event.h"

#include <algorithm>

namespace dw::store {

namespace {

constexpr std::size_t origins_kept = 100;  // moves of one event

void set_payload(Json& json, const std::optional<Bytes>& payload) {
    if (!payload) {
        json.set("payload", nullptr);
        return;
    }
    const auto text = as_text(*payload);
    const auto content = parse_json(text);
    if (content && !content->is_null() && to_string(*content) == text)
        json.set("payload", *content);
    else
        json.set("payload_hex", to_hex(*payload));
}

Json origins_json(const std::vector<EventOrigin>& origins) {
    Json list = Json::array();
    for (const auto& origin : origins)
        list.add(Json::object({{"tenant", origin.tenant.to_string()},
                               {"position", origin.position},
                               {"hash", to_hex(origin.hash)}}));
    return list;
}

// Reads members and remembers whether one was missing or wrong.
class Members {
  public:
    explicit Members(const Json& json) : json_(json) {}
    std::string text(std::string_view key) {
        const auto* value = json_[key].as_string();
        sound_ = sound_ && value != nullptr && !value->empty();
        return value ? *value : std::string();
    }
    std::int64_t number(std::string_view key) {
        const auto value = json_[key].as_integer();
        sound_ = sound_ && value && *value >= 1;
        return value.value_or(0);
    }
    template <class IdType>
    void read(std::string_view key, IdType& id) {
        const auto value = IdType::parse(json_[key].text_or(""));
        sound_ = sound_ && value.has_value();
        id = value.value_or(IdType{});
    }
    Instant at(std::string_view key) {
        const auto value = parse_instant(json_[key].text_or(""));
        sound_ = sound_ && value.has_value();
        return value.value_or(Instant{});
    }
    Digest digest(std::string_view key) {
        Digest digest{};
        const auto bytes = from_hex(json_[key].text_or(""));
        sound_ = sound_ && bytes && bytes->size() == digest.size();
        if (sound_) std::ranges::copy(*bytes, digest.begin());
        return digest;
    }
    std::optional<Bytes> payload() {
        if (json_.has("payload_hex")) {
            auto bytes = from_hex(json_["payload_hex"].text_or(""));
            sound_ = sound_ && bytes.has_value() && !json_.has("payload");
            return bytes;
        }
        sound_ = sound_ && json_.has("payload");
        if (json_["payload"].is_null()) return std::nullopt;
        return to_bytes(to_string(json_["payload"]));
    }
    bool sound() const { return sound_; }

  private:
    const Json& json_;
    bool sound_ = true;
};

}  // namespace

Json to_json(const MovedEvent& moved) {
    const auto& event = moved.event;
    Json json = Json::object({{"position", event.position},
                              {"hash", to_hex(event.hash)},
                              {"at", to_string(event.at)},
                              {"stream", event.stream.to_string()},
                              {"sequence", event.sequence},
                              {"kind", event.kind},
                              {"version", event.version},
                              {"actor", event.actor.to_string()},
                              {"key", event.key_id.to_string()}});
    set_payload(json, event.payload);
    if (!moved.origins.empty()) json.set("origins", origins_json(moved.origins));
    return json;
}

std::optional<MovedEvent> moved_event_from(const Json& json) {
    Members in(json);
    MovedEvent moved{};
    auto& event = moved.event;
    event.position = in.number("position");
    event.hash = in.digest("hash");
    event.at = in.at("at");
    in.read("stream", event.stream);
    event.sequence = in.number("sequence");
    event.kind = in.text("kind");
    event.version = in.number("version");
    in.read("actor", event.actor);
    in.read("key", event.key_id);
    event.payload = in.payload();
    const auto& origins = json["origins"].items();
    if (!in.sound() || origins.size() > origins_kept) return std::nullopt;
    for (const auto& item : origins) {
        Members origin(item);
        EventOrigin read;
        origin.read("tenant", read.tenant);
        read.position = origin.number("position");
        read.hash = origin.digest("hash");
        if (!origin.sound()) return std::nullopt;
        moved.origins.push_back(read);
    }
    return moved;
}

}  // namespace dw::store
