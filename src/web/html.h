// Html: markup that is safe by type. Text becomes Html only by being escaped.
//
//   html<"<p class=\"kern-body\">{}</p>">(name)
//
// The literal is checked when it is compiled: as many {} as arguments, and each {} stands in text
// or inside a double-quoted attribute value, where the same escaping is right. Not in a tag or
// attribute name, and not first in href, src or action: there url() gives the value.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dw::web {

class Html {
  public:
    Html() = default;
    static Html trusted(std::string markup) {
        return Html{std::move(markup)};
    }  // own literals only
    const std::string& markup() const { return markup_; }
    bool empty() const { return markup_.empty(); }
    Html& operator+=(const Html& other) {
        markup_ += other.markup_;
        return *this;
    }
    friend Html operator+(Html a, const Html& b) {
        a += b;
        return a;
    }

  private:
    explicit Html(std::string markup) : markup_(std::move(markup)) {}
    std::string markup_;
};

// An address that may stand in href, src or action: own path ("/…", "#…", "?…"), https, http,
// mailto or tel. Anything else (javascript:, data:) becomes "#".
class Url {
  public:
    const std::string& value() const { return value_; }

  private:
    friend Url url(std::string_view);
    explicit Url(std::string value) : value_(std::move(value)) {}
    std::string value_;
};
Url url(std::string_view address);
std::string percent_encode(std::string_view text);  // for one path segment or query value

void append_escaped(std::string& out, std::string_view text);
inline Html escape(std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return Html::trusted(std::move(out));
}
inline Html join(const std::vector<Html>& parts) {
    std::string out;
    for (const auto& part : parts) out += part.markup();
    return Html::trusted(std::move(out));
}

template <std::size_t N>
struct Literal {
    char text[N];
    consteval Literal(const char (&source)[N]) { std::copy_n(source, N, text); }
    constexpr std::string_view view() const { return {text, N - 1}; }
};

namespace fragment {

enum class Place { Text, Attribute, Address, Wrong };

// Where each {} stands. A small state machine over tags and quotes; comments and scripts are not
// for us.
template <Literal literal>
consteval auto places() {
    constexpr std::string_view s = literal.view();
    constexpr std::size_t count = [] {
        std::size_t n = 0;
        for (std::size_t i = 0; i + 1 < literal.view().size(); ++i)
            n += literal.view().substr(i, 2) == "{}";
        return n;
    }();
    std::array<Place, count> found{};
    std::size_t n = 0;
    bool in_tag = false, in_value = false;
    std::size_t value_start = 0, name_end = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (i + 1 < s.size() && s[i] == '{' && s[i + 1] == '}') {
            Place place = Place::Wrong;
            if (!in_tag) place = Place::Text;
            if (in_value) {
                std::size_t name_start = name_end;
                while (name_start > 0 && s[name_start - 1] != ' ') --name_start;
                const auto name = s.substr(name_start, name_end - name_start);
                const bool address =
                    name == "href" || name == "src" || name == "action" || name == "formaction";
                place = address && i == value_start ? Place::Address : Place::Attribute;
                if (name.substr(0, 2) == "on" || name == "style") place = Place::Wrong;
            }
            found[n++] = place;
            ++i;
        } else if (in_value) {
            if (s[i] == '"') in_value = false;
        } else if (in_tag) {
            if (s[i] == '>') in_tag = false;
            if (s[i] == '"') {
                in_value = true;
                value_start = i + 1;
                name_end = i > 0 ? i - 1 : 0;
            }
        } else if (s[i] == '<') {
            in_tag = true;
        }
    }
    return found;
}

inline void put(std::string& out, std::string_view text) {
    append_escaped(out, text);
}
inline void put(std::string& out, const Html& html) {
    out += html.markup();
}
inline void put(std::string& out, const Url& address) {
    append_escaped(out, address.value());
}
template <std::integral Number>
void put(std::string& out, Number number) {
    out += std::to_string(number);
}

template <Place place, class Argument>
consteval bool fits() {
    if (place == Place::Wrong) return false;
    if (place == Place::Address) return std::same_as<Argument, Url>;
    if (place == Place::Attribute) return !std::same_as<Argument, Html>;
    return true;
}

}  // namespace fragment

template <Literal literal, class... Arguments>
Html html(const Arguments&... arguments) {
    static constexpr auto places = fragment::places<literal>();
    static_assert(places.size() == sizeof...(Arguments), "as many {} as arguments");
    []<std::size_t... I>(std::index_sequence<I...>) {
        static_assert((fragment::fits<places[I], Arguments>() && ...),
                      "{} must stand in text or a quoted attribute; an address needs url(); markup "
                      "cannot stand in an attribute");
    }
    (std::index_sequence_for<Arguments...>{});
    constexpr std::string_view s = literal.view();
    std::string out;
    out.reserve(s.size() + 32 * sizeof...(Arguments));
    std::size_t at = 0;
    const auto put_next = [&](const auto& argument) {
        const std::size_t hole = s.find("{}", at);
        out.append(s.substr(at, hole - at));
        fragment::put(out, argument);
        at = hole + 2;
    };
    (put_next(arguments), ...);
    static_cast<void>(put_next);
    out.append(s.substr(at));
    return Html::trusted(std::move(out));
}

}  // namespace dw::web
