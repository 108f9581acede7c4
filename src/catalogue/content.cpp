#include "catalogue/content.h"

#include <algorithm>
#include <concepts>

#include "base/crypto.h"

namespace dw::catalogue {

namespace {

// The second one knows times of parts; it is written where there are some, so that what is stored
// in the first stays the same bytes.
constexpr std::uint8_t content_version = 1, version_with_times = 2;
constexpr std::size_t most_items = 1'000'000;  // of one list; more is no content of ours

// describe(archive, object) names the fields once; the archive writes or reads them.

template <class Archive, class T>
concept Described = requires(Archive& archive, T& object) {
    describe(archive, object);
};

class Writer {
  public:
    template <class... Fields>
    void operator()(const Fields&... fields) {
        (put(fields), ...);
    }
    bool has_times = false;  // of parts
    Bytes take() { return std::move(bytes_); }

  private:
    void put(std::uint64_t number) {
        for (; number >= 0x80; number >>= 7U)
            bytes_.push_back(static_cast<std::uint8_t>(number | 0x80U));
        bytes_.push_back(static_cast<std::uint8_t>(number));
    }
    void put(std::int64_t number) {  // zigzag: small negative numbers stay short
        put((static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63U));
    }
    void put(int number) { put(std::int64_t{number}); }
    void put(const std::string& text) {
        put(std::uint64_t{text.size()});
        bytes_.insert(bytes_.end(), text.begin(), text.end());
    }
    void put(Date date) {
        put(std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()});
    }
    void put(Instant instant) { put(to_microseconds(instant)); }
    void put(Money money) { put(money.cents()); }
    void put(const Ars& ars) { put(std::string(ars.key())); }
    void put(const ServiceKey& key) { put(key.digits()); }
    void put(Cost::Kind kind) { put(static_cast<std::int64_t>(kind)); }
    template <class T>
    void put(const std::optional<T>& value) {
        put(std::uint64_t{value.has_value()});
        if (value) put(*value);
    }
    template <class T>
    void put(const std::vector<T>& items) {
        put(std::uint64_t{items.size()});
        for (const T& item : items) put(item);
    }
    void put(const Localized& text) {
        put(std::uint64_t{text.size()});
        for (const auto& [language, content] : text) {
            put(language);
            put(content);
        }
    }
    template <class T>
    requires Described<Writer, const T>
    void put(const T& object) { describe(*this, object); }

    Bytes bytes_;
};

// After a fault everything reads as empty, and `sound()` is false.
class Reader {
  public:
    explicit Reader(BytesView bytes) : rest_(bytes) {}
    template <class... Fields>
    void operator()(Fields&... fields) {
        (get(fields), ...);
    }
    bool has_times = false;  // of parts
    bool sound() const { return sound_; }
    bool at_end() const { return rest_.empty(); }

  private:
    void get(std::uint64_t& number) {
        number = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const std::uint8_t byte = rest_.front();
            rest_ = rest_.subspan(1);
            number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) return;
        }
        fail();
        number = 0;
    }
    void get(std::int64_t& number) {
        std::uint64_t zigzag = 0;
        get(zigzag);
        number = static_cast<std::int64_t>((zigzag >> 1U) ^ (~(zigzag & 1U) + 1U));
    }
    void get(int& number) {
        std::int64_t wide = 0;
        get(wide);
        number = static_cast<int>(wide);
    }
    void get(std::string& text) {
        std::uint64_t size = 0;
        get(size);
        if (size > rest_.size()) return fail();
        text = as_text(rest_.first(size));
        rest_ = rest_.subspan(size);
    }
    void get(Date& date) {
        std::int64_t days = 0;
        get(days);
        const bool possible = days > -800'000 && days < 3'000'000;  // years 0001 to 9999
        if (!possible) fail();
        date = std::chrono::sys_days(std::chrono::days(possible ? days : 0));
    }
    void get(Instant& instant) {
        std::int64_t microseconds = 0;
        get(microseconds);
        instant = from_microseconds(microseconds);
    }
    void get(Money& money) {
        std::int64_t cents = 0;
        get(cents);
        money = Money::from_cents(cents);
    }
    void get(Ars& ars) {
        std::string key;
        get(key);
        if (key.empty()) return;
        auto parsed = Ars::parse(key);
        if (!parsed) return fail();
        ars = std::move(*parsed);
    }
    void get(ServiceKey& key) {
        std::string digits;
        get(digits);
        auto parsed = ServiceKey::parse(digits);
        if (!parsed) return fail();
        key = std::move(*parsed);
    }
    void get(Cost::Kind& kind) {
        std::int64_t number = 0;
        get(number);
        if (number < 0 || number > static_cast<std::int64_t>(Cost::Kind::Free)) return fail();
        kind = static_cast<Cost::Kind>(number);
    }
    template <class T>
    void get(std::optional<T>& value) {
        std::uint64_t present = 0;
        get(present);
        if (present != 0) get(value.emplace());
    }
    template <class T>
    void get(std::vector<T>& items) {
        std::uint64_t count = 0;
        get(count);
        // Each item takes at least one byte.
        if (count > rest_.size() || count > most_items) return fail();
        items.resize(count);
        for (T& item : items) get(item);
    }
    void get(Localized& text) {
        std::uint64_t count = 0;
        get(count);
        for (std::uint64_t i = 0; i < count && sound_; ++i) {
            std::string language;
            get(language);
            get(text[language]);
        }
    }
    template <class T>
    requires Described<Reader, T>
    void get(T& object) { describe(*this, object); }
    void fail() {
        sound_ = false;
        rest_ = {};
    }

    BytesView rest_;
    bool sound_ = true;
};

// T is the type itself for reading, const for writing.
template <class T, class Type>
concept Is = std::same_as<std::remove_const_t<T>, Type>;

template <class A>
void describe(A& fields, Is<SourceId> auto& id) {
    fields(id.agency, id.value);
}
template <class A>
void describe(A& fields, Is<Validity> auto& v) {
    fields(v.from, v.until);
}
template <class A>
void describe(A& fields, Is<Link> auto& link) {
    fields(link.address, link.title, link.description, link.language);
}
template <class A>
void describe(A& fields, Is<TextModule> auto& module) {
    fields(module.code, module.content, module.links);
    if (fields.has_times) fields(module.validity);
}
template <class A>
void describe(A& fields, Is<Cost> auto& cost) {
    fields(cost.kind, cost.amount, cost.lower, cost.upper, cost.currency, cost.description);
    if (fields.has_times) fields(cost.validity);
}
template <class A>
void describe(A& fields, Is<Period> auto& p) {
    fields(p.type, p.value, p.upper, p.unit, p.upper_unit, p.day_from, p.day_until, p.description);
    if (fields.has_times) fields(p.validity);
}
template <class A>
void describe(A& fields, Is<Document> auto& document) {
    fields(document.name, document.description);
    if (fields.has_times) fields(document.validity);
}
template <class A>
void describe(A& fields, Is<Address> auto& a) {
    fields(a.type, a.street, a.house_number, a.postcode, a.town, a.extra, a.access);
}
template <class A>
void describe(A& fields, Is<Contact> auto& contact) {
    fields(contact.channel, contact.value, contact.note);
}
template <class A>
void describe(A& fields, Is<Service> auto& s) {
    std::string unused;  // frozen: stored here once; stays empty
    fields(s.id, s.keys, unused, s.modules, s.costs, s.deadlines, s.processing_times, s.documents,
           s.keywords, s.topics, s.topic_names, s.types, s.secondary_ids, s.areas,
           s.assurance_level, s.approved_on, s.approved_by, s.changed_at, s.validity);
}
template <class A>
void describe(A& fields, Is<Specialisation> auto& s) {
    fields(s.id, s.service, s.areas, s.modules, s.costs, s.deadlines, s.processing_times,
           s.documents, s.validity);
}
template <class A>
void describe(A& fields, Is<Organisation> auto& o) {
    fields(o.id, o.parent, o.name, o.description, o.addresses, o.contacts, o.opening_hours,
           o.secondary_ids, o.changed_at, o.validity);
}
template <class A>
void describe(A& fields, Is<OnlineService> auto& o) {
    fields(o.id, o.name, o.links, o.assurance_level, o.validity);
}

template <class T>
Bytes write(const T& object, bool has_times = false) {
    Writer writer;
    writer.has_times = has_times;
    writer(std::uint64_t{has_times ? version_with_times : content_version});
    describe(writer, object);
    return writer.take();
}

template <class T>
Result<T> read(BytesView content) {
    Reader reader(content);
    std::uint64_t version = 0;
    T object;
    reader(version);
    const bool known = version == content_version || version == version_with_times;
    reader.has_times = version == version_with_times;
    if (known) describe(reader, object);
    if (!known || !reader.sound() || !reader.at_end()) {
        return corrupt("catalogue.content", "stored content cannot be read");
    }
    return object;
}

template <class Part>
bool any_has_times(const std::vector<Part>& parts) {
    return std::ranges::any_of(parts, [](const Part& part) { return !part.validity.empty(); });
}

template <class Object>
bool parts_have_times(const Object& object) {
    return any_has_times(object.modules) || any_has_times(object.costs) ||
           any_has_times(object.deadlines) || any_has_times(object.processing_times) ||
           any_has_times(object.documents);
}

}  // namespace

Bytes to_content(const Service& service) {
    return write(service, parts_have_times(service));
}
Bytes to_content(const Specialisation& specialisation) {
    return write(specialisation, parts_have_times(specialisation));
}
Bytes to_content(const Organisation& organisation) {
    return write(organisation);
}
Bytes to_content(const OnlineService& online_service) {
    return write(online_service);
}

Result<Service> service_from_content(BytesView content) {
    return read<Service>(content);
}
Result<Specialisation> specialisation_from_content(BytesView content) {
    return read<Specialisation>(content);
}
Result<Organisation> organisation_from_content(BytesView content) {
    return read<Organisation>(content);
}
Result<OnlineService> online_service_from_content(BytesView content) {
    return read<OnlineService>(content);
}

std::int64_t fingerprint_of(BytesView content) {
    const Digest digest = sha256(content);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = (number << 8U) | digest[i];
    return static_cast<std::int64_t>(number);
}

}  // namespace dw::catalogue
