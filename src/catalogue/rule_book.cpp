#include "catalogue/rule_book.h"

#include <algorithm>
#include <utility>

#include "catalogue/assets.h"
#include "standards/dmn/reader.h"

namespace dw::catalogue {
namespace {

// The file's name; the fees of a package are called after the package.
std::string key_of(std::string_view file) {
    const auto slash = file.rfind('/');
    const auto folder = file.substr(0, slash == file.npos ? 0 : slash);
    if (slash != file.npos) file.remove_prefix(slash + 1);
    if (file == "gebuehr.dmn" && !folder.empty())
        return std::string(folder.substr(folder.rfind('/') + 1));
    return std::string(file.substr(0, file.find('.')));
}

}  // namespace

RuleBook open_rule_book(std::string_view file, std::string_view bytes) {
    RuleBook book;
    book.key = key_of(file);
    auto reading = dmn::read_definitions(bytes);
    for (const auto& problem : reading.problems)
        book.faults.push_back(
            {std::string(file), {}, problem.position, problem.code, problem.arguments});
    if (!reading.definitions) return book;
    book.title = reading.definitions->name;
    std::vector<rules::Source> sources;
    sources.push_back({std::string(file), *std::move(reading.definitions)});
    auto made = rules::compile(std::move(sources));
    book.faults.insert(book.faults.end(), made.faults.begin(), made.faults.end());
    book.rules = std::make_shared<const rules::RuleSet>(std::move(made.rules));
    return book;
}

const std::vector<RuleBook>& own_rule_books() {
    static const auto books = [] {
        std::vector<RuleBook> opened;
        for (const auto& file : assets::files)
            if (file.path.ends_with(".dmn"))
                opened.push_back(open_rule_book(file.path, file.bytes));
        std::sort(opened.begin(), opened.end(),
                  [](const RuleBook& left, const RuleBook& right) { return left.key < right.key; });
        return opened;
    }();
    return books;
}

}  // namespace dw::catalogue
