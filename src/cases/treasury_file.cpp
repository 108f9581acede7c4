#include "cases/treasury_file.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/bytes.h"
#include "base/crypto.h"
#include "base/text.h"
#include "cases/payment_reference.h"
#include "forms/answer_checks.h"

namespace dw::cases {

namespace {

constexpr std::int64_t most_cents = 1'000'000'000;  // ten million euros in one payment

// ISO-8859-1 has the code points of Unicode.
std::string from_latin_1(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0 | (byte >> 6));
            text += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return text;
}

Result<std::string> as_utf8(std::string_view bytes) {
    constexpr std::string_view bom = "\xEF\xBB\xBF";
    if (bytes.size() > treasury_bytes) return invalid("cases.treasury_size", "too large");
    if (bytes.starts_with(bom)) bytes.remove_prefix(bom.size());
    const bool binary = std::ranges::any_of(bytes, [](char c) {
        return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t';
    });
    if (binary) return invalid("cases.treasury_text", "not a text file");
    return first_invalid_utf8(bytes) ? from_latin_1(bytes) : std::string(bytes);
}

using Cells = std::vector<std::string>;
struct Line {
    int number = 0;
    Cells cells;
};

// The sign that stands most often in the first line.
char separator_of(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    char best = ';';
    for (const char sign : {',', '\t'})
        if (std::ranges::count(line, sign) > std::ranges::count(line, best)) best = sign;
    return best;
}

// RFC 4180, and a quote only at the beginning of a cell means anything.
class LineReader {
  public:
    explicit LineReader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    bool at_end() const { return at_ >= text_.size(); }
    bool broken() const { return broken_; }
    Line next() {
        Line line{number_, {}};
        do line.cells.push_back(cell());
        while (take(separator_));
        take('\r');
        if (take('\n')) ++number_;
        return line;
    }

  private:
    bool take(char wanted) {
        if (at_end() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    std::string cell() {
        std::string content;
        if (take('"')) quoted(content);
        while (!at_end() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
            content += text_[at_++];
        return content;
    }
    void quoted(std::string& content) {
        for (;;) {
            if (at_end()) {
                broken_ = true;
                return;
            }
            const char c = text_[at_++];
            if (c == '\n') ++number_;
            if (c == '"' && !take('"')) return;
            content += c;
        }
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int number_ = 1;
    bool broken_ = false;
};

struct Columns {
    std::size_t reference = 0, amount = 1, day = 2;
};

// Nothing for a first line that holds a payment already.
Result<std::optional<Columns>> named_columns(const Cells& cells) {
    std::optional<std::size_t> reference, amount, day;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string name = lower(trim(cells[i]));
        if (name == "kassenzeichen") reference = i;
        if (name == "betrag") amount = i;
        if (name == "tag" || name == "datum" || name == "buchungstag") day = i;
    }
    if (!reference && !amount && !day) return std::optional<Columns>();
    if (!reference || !amount || !day)
        return invalid("cases.treasury_columns", "a column is missing");
    return std::optional(Columns{*reference, *amount, *day});
}

std::optional<std::int64_t> cents_in(std::string_view written) {
    auto text = trim(written);
    const bool negative = text.starts_with('-') || text.ends_with('-');
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (text.ends_with('-')) text.remove_suffix(1);
    const auto amount = forms::written_amount(trim(text));
    if (!amount || amount->cents() <= 0 || amount->cents() > most_cents) return std::nullopt;
    return negative ? -amount->cents() : amount->cents();
}

// 28.2.2026, 28.02.26 is not taken: nobody should have to guess the century.
std::optional<Date> day_in(std::string_view written) {
    const auto text = trim(written);
    if (const auto iso = parse_date(text)) return iso;
    const auto parts = split(text, '.');
    if (parts.size() != 3 || parts[2].size() != 4) return std::nullopt;
    const auto day = parse_integer(parts[0]), month = parse_integer(parts[1]),
               year = parse_integer(parts[2]);
    if (!day || !month || !year || *day < 1 || *month < 1 || *day > 31 || *month > 12)
        return std::nullopt;
    const Date date{std::chrono::year{static_cast<int>(*year)},
                    std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

TreasuryRow row_from(const Line& line, const Columns& columns) {
    TreasuryRow row{.line = line.number};
    const auto& cells = line.cells;
    const auto needed = std::max({columns.reference, columns.amount, columns.day}) + 1;
    if (cells.size() > columns.reference)
        row.reference = std::string(cut(trim(cells[columns.reference]), treasury_cell));
    const bool too_long = std::ranges::any_of(
        cells, [](const std::string& cell) { return cell.size() > treasury_cell; });
    if (cells.size() < needed || too_long) {
        row.fault = RowFault::Columns;
        return row;
    }
    const auto plain = read_reference(row.reference);
    const auto cents = cents_in(cells[columns.amount]);
    const auto day = day_in(cells[columns.day]);
    row.plain = plain.value_or("");
    row.cents = cents.value_or(0);
    row.day = day.value_or(Date{});
    if (!day) row.fault = RowFault::Day;
    if (!cents) row.fault = RowFault::Amount;
    if (!plain) row.fault = RowFault::Reference;
    return row;
}

bool is_blank(const Cells& cells) {
    return std::ranges::all_of(cells, [](const std::string& cell) { return trim(cell).empty(); });
}

}  // namespace

Result<std::vector<TreasuryRow>> read_treasury_file(std::string_view bytes) {
    DW_TRY(const std::string text, as_utf8(bytes));
    LineReader reader(text);
    Columns columns;
    std::vector<TreasuryRow> rows;
    std::map<std::string, int> seen;
    bool is_first = true;
    while (!reader.at_end()) {
        const Line line = reader.next();
        if (reader.broken()) return invalid("cases.treasury_quote", "a quote never ends");
        if (is_blank(line.cells)) continue;
        if (std::exchange(is_first, false)) {
            DW_TRY(const auto named, named_columns(line.cells));
            if (named) {
                columns = *named;
                continue;
            }
        }
        if (rows.size() == treasury_rows) return invalid("cases.treasury_rows", "too many rows");
        auto row = row_from(line, columns);
        if (row.fault == RowFault::None) {
            const std::string what =
                row.plain + "\n" + std::to_string(row.cents) + "\n" + to_string(row.day);
            row.key = to_hex(sha256(
                as_bytes("dienstweg treasury\n" + what + "\n" + std::to_string(++seen[what]))));
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return invalid("cases.treasury_empty", "no rows");
    return rows;
}

}  // namespace dw::cases
